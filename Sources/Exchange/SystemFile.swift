#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file that cannot be read or written: one sentence for the person, with the remedy.
public struct FileFault: Error, Sendable, Hashable, CustomStringConvertible {
    public let sentence: String

    public var description: String { sentence }
}

/// The few system calls that reading and writing lines needs.
enum SystemFile {
    static func openForReading(_ path: String) throws(FileFault) -> Int32 {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileFault(path, reading: true, errno) }
        return descriptor
    }

    /// A new file that only its owner may read and write; `nil` when there is something of that name.
    static func createNew(_ path: String) throws(FileFault) -> Int32? {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if descriptor >= 0 { return descriptor }
        if errno == EEXIST { return nil }
        throw FileFault(path, reading: false, errno)
    }

    /// The number of bytes read; 0 at the end.
    static func read(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer, path: String) throws(FileFault)
        -> Int
    {
        while true {
            #if canImport(Glibc)
                let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            #elseif canImport(Musl)
                let count = Musl.read(descriptor, buffer.baseAddress, buffer.count)
            #else
                let count = Darwin.read(descriptor, buffer.baseAddress, buffer.count)
            #endif
            if count >= 0 { return count }
            guard errno == EINTR else { throw FileFault(path, reading: true, errno) }
        }
    }

    static func write(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(FileFault) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                #if canImport(Glibc)
                    Glibc.write(descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written)
                #elseif canImport(Musl)
                    Musl.write(descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written)
                #else
                    Darwin.write(descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written)
                #endif
            }
            if count >= 0 {
                written += count
            } else if errno != EINTR {
                throw FileFault(path, reading: false, errno)
            }
        }
    }

    /// Where the next LF stands; many bytes are compared at a time.
    static func lineEnd(in bytes: [UInt8], from start: Int) -> Int? {
        guard start < bytes.count else { return nil }
        return bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress, let found = memchr(base + start, 10, bytes.count - start) else {
                return nil
            }
            return UnsafeRawPointer(found) - base
        }
    }

    static func close(_ descriptor: Int32) {
        #if canImport(Glibc)
            _ = Glibc.close(descriptor)
        #elseif canImport(Musl)
            _ = Musl.close(descriptor)
        #else
            _ = Darwin.close(descriptor)
        #endif
    }

    /// The length of a regular file; `nil` for a pipe or a terminal.
    static func size(of descriptor: Int32) -> Int? {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return Int(status.st_size)
    }
}

extension FileFault {
    fileprivate init(_ path: String, reading: Bool, _ code: Int32) {
        switch code {
        case ENOENT:
            sentence =
                reading ? "There is no file \(path). Check its name." : "There is no folder for \(path). Make it first."
        case EACCES, EPERM, EROFS:
            sentence =
                reading
                ? "You may not read \(path). Ask its owner."
                : "You may not write \(path). Choose a folder that you may write to."
        case EISDIR: sentence = "\(path) is a folder. Name a file."
        case ENOSPC, EDQUOT: sentence = "There is no room left to write \(path). Make room and start again."
        default:
            sentence =
                reading
                ? "\(path) cannot be read (system error \(code)). Check the disk and start again."
                : "\(path) cannot be written (system error \(code)). Check the disk and start again."
        }
    }
}
