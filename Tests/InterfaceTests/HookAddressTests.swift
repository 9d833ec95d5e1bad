import Interface
import Testing

@Suite("Addresses to which events are sent")
struct HookAddressTests {
    private func fault(_ text: String, allowingLoopback: Bool = false) -> HookAddress.Fault? {
        do {
            _ = try HookAddress(text, allowingLoopback: allowingLoopback)
            return nil
        } catch {
            return error
        }
    }

    @Test(
        "Addresses on the public internet are taken",
        arguments: [
            ("https://hooks.example.org", "hooks.example.org", 443, "/"),
            ("https://hooks.example.org/a/b?c=d%20e&f", "hooks.example.org", 443, "/a/b?c=d%20e&f"),
            ("HTTPS://Hooks.Example.ORG/A", "hooks.example.org", 443, "/A"),
            ("https://hooks.example.org?x=1", "hooks.example.org", 443, "/?x=1"),
            ("https://hooks.example.org:443/", "hooks.example.org", 443, "/"),
            ("https://hooks.example.org:8443/", "hooks.example.org", 8443, "/"),
            ("https://hooks.example.org:65535/", "hooks.example.org", 65_535, "/"),
            ("https://xn--bcher-kva.example.org/", "xn--bcher-kva.example.org", 443, "/"),
            ("https://1e100.example.net/", "1e100.example.net", 443, "/"),
            ("https://10.example.net/", "10.example.net", 443, "/"),
            ("https://8.8.8.8/", "8.8.8.8", 443, "/"),
            ("https://[2a00:1450:4009::1]:2000/x", "2a00:1450:4009::1", 2000, "/x"),
            ("https://hooks.example.org/a:b@c", "hooks.example.org", 443, "/a:b@c"),
        ])
    func taken(text: String, host: String, port: Int, target: String) throws {
        let address = try HookAddress(text)
        #expect(address.host == host)
        #expect(address.port == port)
        #expect(address.target == target)
        #expect(address.isSecure && !address.isLoopback)
    }

    /// A client looks up the place that was judged by the name as the text has it.
    @Test(
        "However it is typed, the text names the host as it was judged",
        arguments: [
            ("https://hooks.example.org/a?b=C", "https://hooks.example.org/a?b=C", "nothing to change"),
            ("https://HOOKS.example.org/a", "https://hooks.example.org/a", "capitals in the host"),
            ("HTTPS://Hooks.Example.ORG/A?B=C", "https://hooks.example.org/A?B=C", "capitals everywhere"),
            ("https://Hooks.Example.ORG:8443/A", "https://hooks.example.org:8443/A", "capitals and a port"),
            ("https://hooks.example.org:443/", "https://hooks.example.org:443/", "the usual port"),
            ("https://hooks.example.org:00443/", "https://hooks.example.org:443/", "zeros before the port"),
            ("https://Hooks.Example.ORG", "https://hooks.example.org/", "no path"),
            ("https://Hooks.Example.ORG?X=1", "https://hooks.example.org/?X=1", "a query and no path"),
            ("https://XN--Bcher-KVA.example.org/", "https://xn--bcher-kva.example.org/", "an encoded name"),
            ("https://[2A00:1450:4009::1]:2000/X", "https://[2a00:1450:4009::1]:2000/X", "a numeric address"),
            ("https://[2A00:1450:4009::1]", "https://[2a00:1450:4009::1]/", "a numeric address alone"),
        ])
    func written(text: String, written: String, reason: String) throws {
        let address = try HookAddress(text)
        #expect(address.text == written, "\(reason)")
        #expect(try HookAddress(address.text) == address, "\(reason)")
    }

    @Test("Capitals do not lead inside either")
    func capitals() throws {
        #expect(fault("https://LocalHost/") == .notPublic)
        #expect(try HookAddress("HTTP://LocalHost:8080/X", allowingLoopback: true).text == "http://localhost:8080/X")
    }

    @Test(
        "Addresses that lead inside, or that could be read in two ways, are refused",
        arguments: [
            ("", .malformed, "nothing"), ("hooks.example.org", .malformed, "no scheme"),
            ("//hooks.example.org/", .malformed, "no scheme"), ("https:/hooks.example.org", .malformed, "one slash"),
            ("https://", .malformed, "no host"), ("https:///x", .malformed, "no host"),
            ("https://:8443/", .malformed, "no host"),
            ("http://hooks.example.org/", .notSecure, "not encrypted"),
            ("ftp://hooks.example.org/", .notSecure, "another scheme"),
            ("file:///etc/passwd", .notSecure, "a file"), ("gopher://x.example.org/", .notSecure, "another scheme"),
            ("https://user:pass@hooks.example.org/", .userInfo, "a password"),
            ("https://hooks.example.org@127.0.0.1/", .userInfo, "a disguise"),
            ("https://@hooks.example.org/", .userInfo, "an empty name"),
            ("https://hooks.example.org/#x", .fragment, "a fragment"),
            ("https://hooks.example.org#@127.0.0.1/", .fragment, "a disguise"),
            ("https://hooks.example.org\\@127.0.0.1/", .malformed, "a backslash"),
            ("https://hooks.example.org/ x", .malformed, "a space"),
            ("https://hooks.example.org/\r\nHost: x", .malformed, "a line end"),
            ("https://hooks.example.org\t/", .malformed, "a tab"),
            ("https://höoks.example.org/", .malformed, "not ASCII"),
            ("https://127。0。0。1/", .malformed, "full stops of another script"),
            ("https://①②⑦.0.0.1/", .malformed, "digits of another script"),
            ("https://%31%32%37.0.0.1/", .malformed, "escaped"),
            ("https://hooks.example.org./", .malformed, "a full stop at the end"),
            ("https://127.0.0.1./", .malformed, "a full stop at the end"),
            ("https://a..example.org/", .malformed, "an empty label"),
            ("https://-a.example.org/", .malformed, "a hyphen first"), ("https://[::1/", .malformed, "an open bracket"),
            ("https://[::1]x/", .malformed, "something after the bracket"),
            ("https://[127.0.0.1]/", .malformed, "IPv4 in brackets"),
            ("https://[fe80::1%25eth0]/", .malformed, "a zone"), ("https://[v1.a:b]/", .malformed, "a future form"),
            ("https://::1/", .malformed, "IPv6 without brackets"),
            ("https://127.0.0.1/", .notPublic, "loopback"), ("https://127.255.1.2/", .notPublic, "loopback"),
            ("https://localhost/", .notPublic, "loopback"), ("https://LOCALHOST/", .notPublic, "loopback"),
            ("https://a.localhost/", .notPublic, "loopback"), ("http://localhost/", .notPublic, "loopback"),
            ("https://10.0.0.1/", .notPublic, "private"), ("https://172.16.0.1/", .notPublic, "private"),
            ("https://192.168.1.1/", .notPublic, "private"),
            ("https://169.254.169.254/latest/meta-data", .notPublic, "a cloud’s service"),
            ("https://168.63.129.16/", .notPublic, "a cloud’s service"),
            ("https://100.100.100.200/", .notPublic, "a cloud’s service"),
            ("https://metadata.google.internal/", .notPublic, "a cloud’s service"),
            ("https://224.0.0.1/", .notPublic, "multicast"),
            ("https://0.0.0.0/", .notPublic, "nowhere"), ("https://255.255.255.255/", .notPublic, "everybody near"),
            ("https://[::1]/", .notPublic, "loopback"), ("https://[::]/", .notPublic, "nowhere"),
            ("https://[::ffff:127.0.0.1]/", .notPublic, "mapped loopback"),
            ("https://[::ffff:7f00:1]/", .notPublic, "mapped loopback"),
            ("https://[::ffff:10.0.0.1]/", .notPublic, "mapped private"),
            ("https://[::127.0.0.1]/", .notPublic, "compatible loopback"),
            ("https://[64:ff9b::10.0.0.1]/", .notPublic, "translated private"),
            ("https://[2002:7f00:1::]/", .notPublic, "tunnelled loopback"),
            ("https://[fd00:ec2::254]/", .notPublic, "a cloud’s service"),
            ("https://[fe80::1]/", .notPublic, "link-local"),
            ("https://[ff02::1]/", .notPublic, "multicast"), ("https://[fc00::1]/", .notPublic, "unique local"),
            ("https://hooks/", .notPublic, "one label"), ("https://web.intranet/", .notPublic, "a name of the network"),
            ("https://printer.local/", .notPublic, "a name of the network"),
            ("https://db.internal/", .notPublic, "a name of the network"),
            ("https://1.0.0.127.in-addr.arpa/", .notPublic, "a name for lookups"),
            ("https://2130706433/", .spelling, "one decimal number"),
            ("https://017700000001/", .spelling, "one octal number"),
            ("https://0x7f000001/", .spelling, "one hexadecimal number"), ("https://0x7f.1/", .spelling, "two numbers"),
            ("https://127.1/", .spelling, "two numbers"), ("https://127.0.1/", .spelling, "three numbers"),
            ("https://0177.0.0.1/", .spelling, "an octal number"), ("https://127.0.0.01/", .spelling, "a leading zero"),
            ("https://0x7F.0.0.0x1/", .spelling, "hexadecimal numbers"),
            ("https://127.0.0.0x/", .spelling, "an empty hexadecimal number"),
            ("https://256.0.0.1/", .spelling, "too large"), ("https://1.2.3.4.5/", .spelling, "five numbers"),
            ("https://a.1/", .spelling, "a number last"),
            ("https://hooks.example.org:80/", .port, "a port below 1024"),
            ("https://hooks.example.org:22/", .port, "a port below 1024"),
            ("https://hooks.example.org:1024/", .port, "not above 1024"),
            ("https://hooks.example.org:0/", .port, "no port"),
            ("https://hooks.example.org:65536/", .port, "too large"),
            ("https://hooks.example.org:+443/", .port, "a sign"),
            ("https://hooks.example.org:/", .port, "empty"), ("https://hooks.example.org:443:443/", .port, "two"),
            ("https://hooks.example.org/" + String(repeating: "a", count: 2000), .tooLong, "too long"),
        ] as [(String, HookAddress.Fault, String)])
    func refused(text: String, fault expected: HookAddress.Fault, reason: String) {
        #expect(fault(text) == expected, "\(reason)")
    }

    @Test(
        "For trials the same machine may be allowed, and nothing else beside",
        arguments: [
            ("http://localhost:8080/x", nil), ("http://127.0.0.1:9/", nil), ("http://[::1]/", nil),
            ("https://localhost:1/", nil), ("http://10.0.0.1/", .notSecure), ("https://10.0.0.1/", .notPublic),
            ("http://hooks.example.org/", .notSecure), ("https://hooks.example.org:80/", .port),
            ("http://2130706433/", .spelling),
        ] as [(String, HookAddress.Fault?)])
    func loopback(text: String, expected: HookAddress.Fault?) {
        #expect(fault(text, allowingLoopback: true) == expected)
    }

    @Test("The address that a name led to is judged again")
    func resolved() throws {
        func leads(_ text: String, to address: String, allowingLoopback: Bool = false) throws -> Bool {
            try HookAddress(text, allowingLoopback: allowingLoopback).permits(try #require(InternetAddress(address)))
        }
        #expect(try leads("https://hooks.example.org/", to: "8.8.8.8"))
        #expect(try leads("https://hooks.example.org/", to: "2a00:1450:4009::1"))
        #expect(try leads("https://hooks.example.org/", to: "::ffff:8.8.8.8"))
        for inside in ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "::ffff:10.0.0.1", "fd00::1"] {
            #expect(try !leads("https://hooks.example.org/", to: inside), "\(inside)")
            #expect(try !leads("https://hooks.example.org/", to: inside, allowingLoopback: true), "\(inside)")
        }
        #expect(try leads("http://localhost/", to: "127.0.0.1", allowingLoopback: true))
        #expect(try leads("http://localhost/", to: "::1", allowingLoopback: true))
        #expect(try !leads("http://localhost/", to: "8.8.8.8", allowingLoopback: true))
    }

    @Test("Every fault has a sentence", arguments: HookAddress.Fault.allCases)
    func sentences(fault: HookAddress.Fault) {
        #expect(fault.sentence.hasSuffix("."))
    }
}

@Suite("Internet addresses")
struct InternetAddressTests {
    @Test(
        "Blocks begin and end where the registries say",
        arguments: [
            ("9.255.255.255", .everywhere), ("10.0.0.0", .elsewhere), ("10.255.255.255", .elsewhere),
            ("11.0.0.0", .everywhere),
            ("100.63.255.255", .everywhere), ("100.64.0.0", .elsewhere), ("100.127.255.255", .elsewhere),
            ("100.128.0.0", .everywhere),
            ("126.255.255.255", .everywhere), ("127.0.0.0", .loopback), ("127.255.255.255", .loopback),
            ("128.0.0.0", .everywhere),
            ("169.253.255.255", .everywhere), ("169.254.0.0", .elsewhere), ("169.255.0.0", .everywhere),
            ("172.15.255.255", .everywhere), ("172.16.0.0", .elsewhere), ("172.31.255.255", .elsewhere),
            ("172.32.0.0", .everywhere),
            ("191.255.255.255", .everywhere), ("192.0.0.192", .elsewhere), ("192.0.1.0", .everywhere),
            ("192.0.2.1", .elsewhere),
            ("192.167.255.255", .everywhere), ("192.168.0.0", .elsewhere), ("192.169.0.0", .everywhere),
            ("198.17.255.255", .everywhere), ("198.18.0.0", .elsewhere), ("198.19.255.255", .elsewhere),
            ("198.20.0.0", .everywhere),
            ("198.51.100.1", .elsewhere), ("203.0.113.1", .elsewhere), ("223.255.255.255", .everywhere),
            ("224.0.0.0", .elsewhere),
            ("239.255.255.255", .elsewhere), ("240.0.0.0", .elsewhere), ("255.255.255.255", .elsewhere),
            ("0.1.2.3", .elsewhere),
            ("::", .elsewhere), ("::1", .loopback), ("::2", .elsewhere), ("::8.8.8.8", .elsewhere),
            ("::127.0.0.1", .elsewhere), ("::ffff:127.0.0.1", .loopback), ("2002:7f00:1::", .elsewhere),
            ("::ffff:8.8.8.8", .everywhere), ("::ffff:192.168.0.1", .elsewhere), ("::fffe:8.8.8.8", .elsewhere),
            ("64:ff9b::8.8.8.8", .everywhere), ("64:ff9b::169.254.169.254", .elsewhere),
            ("64:ff9b:1::8.8.8.8", .elsewhere),
            ("100::1", .elsewhere), ("1fff:ffff::1", .elsewhere), ("2000::1", .everywhere), ("2001::1", .elsewhere),
            ("2001:1ff::1", .elsewhere), ("2001:200::1", .everywhere), ("2001:db8::1", .elsewhere),
            ("2001:db9::1", .everywhere),
            ("2002:808:808::1", .everywhere), ("2002:a00:1::1", .elsewhere), ("3fff:0:1::1", .elsewhere),
            ("3ffe::1", .everywhere),
            ("4000::1", .elsewhere), ("5f00::1", .elsewhere), ("fbff::1", .elsewhere), ("fc00::1", .elsewhere),
            ("fdff::1", .elsewhere),
            ("fe80::1", .elsewhere), ("fec0::1", .elsewhere), ("ff02::1", .elsewhere),
        ] as [(String, InternetAddress.Reach)])
    func reach(text: String, reach: InternetAddress.Reach) throws {
        #expect(try #require(InternetAddress(text)).reach == reach)
    }

    @Test(
        "One address, however it is written",
        arguments: [
            ("2001:db8:0:0:0:0:0:1", "2001:db8::1"), ("2001:0DB8::0001", "2001:db8::1"),
            ("::ffff:1.2.3.4", "::ffff:102:304"),
            ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"), ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"), ("1::", "1:0:0:0:0:0:0:0"),
            ("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"),
        ])
    func same(one: String, other: String) {
        #expect(InternetAddress(one) != nil)
        #expect(InternetAddress(one) == InternetAddress(other))
    }

    @Test(
        "What is no address is refused",
        arguments: [
            "", ".", ":", ":::", "1", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.4 ", " 1.2.3.4", "+1.2.3.4",
            "1.2.3.-4", "a.b.c.d",
            "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", ":1::2", "1::2:", "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8",
            "12345::", "g::", "::1%eth0",
            "[::1]", "::1.2.3", "1.2.3.4::", "::1.2.3.4:5", "1:2:3:4:5:6:7:1.2.3.4", "::+1", "0x7f.0.0.1", "١.٢.٣.٤",
        ])
    func strange(text: String) {
        #expect(InternetAddress(text) == nil)
    }

    @Test("An address has 4 or 16 bytes")
    func bytes() {
        for count in 0...20 {
            #expect((InternetAddress(bytes: Array(repeating: 8, count: count)) != nil) == (count == 4 || count == 16))
        }
    }
}
