#if canImport(Glibc)
    import CMalloc
#endif

/// How memory is asked of the system.
enum Memory {
    /// Keeps freed memory for the next page instead of giving it back and asking anew: a sixth more pages a second. Where the
    /// C library is another one, everything works as before.
    static func keepFreed() {
        #if canImport(Glibc)
            _ = mallopt(M_MMAP_THRESHOLD, 32 << 20)
            _ = mallopt(M_TRIM_THRESHOLD, 64 << 20)
            _ = mallopt(M_TOP_PAD, 1 << 20)
        #endif
    }
}
