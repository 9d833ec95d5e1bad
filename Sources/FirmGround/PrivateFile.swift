import Foundation

/// Files for their owner's eyes only, from the moment they are there.
enum PrivateFile {
    /// Makes a file with this content, on stable storage. Answers whether it could; never replaces one.
    static func make(_ path: String, _ content: Data = Data()) -> Bool {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard file >= 0 else { return false }
        let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
        do {
            try handle.write(contentsOf: content)
            try handle.synchronize()
            return true
        } catch {
            unlink(path)
            return false
        }
    }
}
