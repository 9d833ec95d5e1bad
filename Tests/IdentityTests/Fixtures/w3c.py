#!/usr/bin/env python3
"""Writes w3c.json: test vectors of Web Authentication Level 3, section “Test Vectors”.

    pip install cryptography
    python3 w3c.py > w3c.json

Source: https://www.w3.org/TR/webauthn-3/#sctn-test-vectors. The specification says how every value is derived (HKDF-SHA-256 from
one text, ECDSA with the deterministic nonce of RFC 6979). This script derives them that way and compares what comes out with what
the specification prints: the signatures, the public keys, the ids. Of packed.ES256 the printed text is taken as it is, because its
certificate cannot be derived from what is printed.
"""

import base64
import hashlib
import json

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

RP_ID_HASH = hashlib.sha256(b"example.org").digest()


class Derivation:
    """Takes the next value of an example: each has the number of the value as its salt."""

    def __init__(self, info):
        self.info, self.salt = info, 0

    def take(self, length):
        salt, self.salt = bytes([self.salt]), self.salt + 1
        return HKDF(hashes.SHA256(), length, salt, self.info.encode()).derive(b"WebAuthn test vectors")


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def client_data(ceremony, challenge, cross, top, extra):
    data = {"type": ceremony, "challenge": b64(challenge), "origin": "https://example.org", "crossOrigin": cross}
    if top:
        data["topOrigin"] = top
    if extra is not None:
        data["extraData"] = (
            "clientDataJSON may be extended with additional fields in the future, such as this: " + b64(extra))
    return json.dumps(data, separators=(",", ":")).encode()


def cbor_bytes(data):
    n = len(data)
    return (bytes([0x58, n]) if n < 256 else bytes([0x59, n >> 8, n & 255])) + data


def example(name, *, cross=False, top=None, id_length=32, packed_self=False):
    take = Derivation(name).take
    challenge, private = take(32), ec.derive_private_key(int.from_bytes(take(32)), ec.SECP256R1())
    extra = take(16) if take(1)[0] & 1 else None
    aaguid, credential_id, bits = take(16), take(id_length), take(1)[0]
    flags = 0x41 | bits & 0x04 | bits & 0x08 | (bits & 0x10 if bits & 0x08 else 0)
    created = client_data("webauthn.create", challenge, cross, top, extra)
    numbers = private.public_key().public_numbers()
    x, y = numbers.x.to_bytes(32), numbers.y.to_bytes(32)
    key = bytes.fromhex("a5010203262001215820") + x + bytes.fromhex("225820") + y
    data = RP_ID_HASH + bytes([flags]) + bytes(4) + aaguid + len(credential_id).to_bytes(2) + credential_id + key

    def sign(data, client):
        return private.sign(
            data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256(), deterministic_signing=True))

    if packed_self:
        statement = bytes.fromhex("667061636b65646761747453746d74a263616c67266373696758") + bytes(
            [len(sign(data, created))]) + sign(data, created)
    else:
        statement = bytes.fromhex("646e6f6e656761747453746d74a0")
    attestation = bytes.fromhex("a363666d74") + statement + bytes.fromhex("686175746844617461") + cbor_bytes(data)

    get_challenge = take(32)
    get_extra = take(16) if take(1)[0] & 1 else None
    got = client_data("webauthn.get", get_challenge, cross, top, get_extra)
    bits = take(1)[0]
    get_flags = 0x01 | bits & 0x04 | flags & 0x08 | (bits & 0x10 if flags & 0x08 else 0)
    get_data = RP_ID_HASH + bytes([get_flags]) + bytes(4)
    return {
        "name": name, "aaguid": aaguid.hex(), "credentialId": credential_id.hex(), "publicKey": "04" + x.hex() + y.hex(),
        "registration": {
            "challenge": challenge.hex(), "clientDataJSON": created.hex(), "attestationObject": attestation.hex()},
        "assertion": {
            "challenge": get_challenge.hex(), "clientDataJSON": got.hex(), "authenticatorData": get_data.hex(),
            "signature": sign(get_data, got).hex()},
    }


# What the specification prints.
PRINTED = {
    "none.ES256": {
        "credentialId": "f91f391db4c9b2fde0ea70189cba3fb63f579ba6122b33ad94ff3ec330084be4",
        "publicKey": "04afefa16f97ca9b2d23eb86ccb64098d20db90856062eb249c33a9b672f26df61"
        "930a56b87a2fca66334b03458abf879717c12cc68ed73290af2e2664796b9220",
        "authenticatorData": "bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b51900000000",
        "clientDataJSON": "7b2274797065223a22776562617574686e2e676574222c226368616c6c656e6765223a224f63446e55685158756c5455"
        "506f334a5558543049393770767a7a59425039745a63685879617630314167222c226f726967696e223a2268747470733a2f2f6578616d70"
        "6c652e6f7267222c2263726f73734f726967696e223a66616c73657d",
        "signature": "3046022100f50a4e2e4409249c4a853ba361282f09841df4dd4547a13a87780218deffcd38"
        "0221008480ac0f0b93538174f575bf11a1dd5d78c6e486013f937295ea13653e331e87",
    },
    "packed-self.ES256": {
        "credentialId": "455ef34e2043a87db3d4afeb39bbcb6cc32df9347c789a865ecdca129cbef58c",
        "publicKey": "04eb151c8176b225cc651559fecf07af450fd85802046656b34c18f6cf193843c5"
        "927b8aa427a2be1b8834d233a2d34f61f13bfd44119c325d5896e183fee484f2",
        "authenticatorData": "bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b50900000000",
        "signature": "304402203310b9431903c401f1be2bdc8d23a4007682dbbddcf846994947b7f465daf840"
        "02204e94dd00047b316061b3b99772b7efd95994a83ef584b3b6b825ea3550251b66",
    },
    "none.ES256.crossOrigin": {
        "credentialId": "6e1050c0d2ca2f07c755cb2c66a74c64fa43065c18f938354d9915db2bd5ce57",
        "publicKey": "0422200a473f90b11078851550d03b4e44a2279f8c4eca27b3153dedfe03e4e97d"
        "cbd0be95e746ad6f5a8191be11756e4c0420e72f65b466d39bc56b8b123a9c6e",
        "authenticatorData": "bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b50500000000",
        "signature": "3046022100eb12fcf23b12764c0f122e22371fab92e283879fd798f38ee1841c951b6e40e7"
        "022100c76237ff9db77b3c56f30837cda6a09acfa2e915544e609c0733b1184036d1cf",
    },
    "none.ES256.topOrigin": {
        "credentialId": "b8ad59b996047ab18e2ceb57206c362da57458793481f4a8ebf101c7ca7cc0f1",
        "publicKey": "04a1c47c1d82da4ebe82cd72207102b380670701993bc35398ae2e5726427fe01d"
        "86c1080d82987028c7f54ecb1b01185de243b359294a0ed210cd47480f0adc88",
        "authenticatorData": "bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b50500000000",
        "signature": "3045022100b5a70c81780d5fcc9a4f2ae9caae99058f8accaf58b91fb59329646c28ac6ffc"
        "022012e101c165db3c8e9957f0c54dd6ca9b56bc3bd2f280bd2faa6c1d02c6e5c171",
    },
    "none.ES256.long-credential-id": {"aaguid": "8f3360c2cd1b0ac14ffe0795c5d2638e"},
}

PACKED = {
    "name": "packed.ES256",
    "aaguid": "876ca4f52071c3e9b25509ef2cdf7ed6",
    "credentialId": "c9a6f5b3462d02873fea0c56862234f99f081728084e511bb7760201a89054a5",
    "publicKey": "041cf27f25da591208a4239c2e324f104f585525479a29edeedd830f48e77aeae5"
    "59e4b7da6c0106e206ce390c93ab98a15a5ec3887e57f0cc2bece803b920c423",
    "registration": {
        "challenge": "c1184a5fddf8045e13dc47f54b61f5a656b666b59018f16d870e9256e9952012",
        "clientDataJSON": "7b2274797065223a22776562617574686e2e637265617465222c226368616c6c656e6765223a227752684b583933344246"
        "34543345663153324831706c61325a725751475046746877365356756d56494249222c226f726967696e223a2268747470733a2f2f6578616d"
        "706c652e6f7267222c2263726f73734f726967696e223a66616c73652c22657874726144617461223a22636c69656e74446174614a534f4e20"
        "6d617920626520657874656e6465642077697468206164646974696f6e616c206669656c647320696e20746865206675747572652c20737563"
        "6820617320746869733a20396138624e596a4b436757724258552d66436c316167227d",
        "attestationObject": "a363666d74667061636b65646761747453746d74a363616c6726637369675847304502203f19ec4b229f46ab8c45ef"
        "f29b904ff10c0390dc40bf1216f04a78f4ceba3425022100fe7041a32759aff05a0f9f26c70a999c7a284451ba89234a1d3483c25e21925b63"
        "7835638159022530820221308201c8a00302010202110088c220f83c8ef1feafe94deae45faad0300a06082a8648ce3d040302306231"
        "1e301c06035504030c15576562417574686e207465737420766563746f7273310c300a060355040a0c0357334331253023060355040b0c1c41"
        "757468656e74696361746f72204174746573746174696f6e204341310b30090603550406130241413020170d3234303130313030303030305a"
        "180f33303234303130313030303030305a305f311e301c06035504030c15576562417574686e207465737420766563746f7273310c300a0603"
        "55040a0c0357334331223020060355040b0c1941757468656e74696361746f72204174746573746174696f6e310b3009060355040613024141"
        "3059301306072a8648ce3d020106082a8648ce3d03010703420004a91ba4389409dd38a428141940ca8feb1ac0d7b4350558104a3777a49322"
        "f3798440f378b3398ab2d3bb7bf91322c92eb23556f59ad0a836fec4c7663b0e4dc3a360305e300c0603551d130101ff04023000300e060355"
        "1d0f0101ff040403020780301d0603551d0e04160414a589ba72d060842ab11f74fb246bdedab16f9b9b301f0603551d230418301680144"
        "5aff715b0dd786741fee996ebc16547a3931b1e300a06082a8648ce3d040302034700304402201726b9d85ecd8a5ed51163722ca3a20886fd9b"
        "242a0aa0453d442116075defd502207ef471e530ac87961a88a7f0d0c17b091ffc6b9238d30f79f635b417be5910e76861757468446174615"
        "8a4bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b54d00000000876ca4f52071c3e9b25509ef2cdf7ed60020"
        "c9a6f5b3462d02873fea0c56862234f99f081728084e511bb7760201a89054a5a50102032620012158201cf27f25da591208a4239c2e324f10"
        "4f585525479a29edeedd830f48e77aeae522582059e4b7da6c0106e206ce390c93ab98a15a5ec3887e57f0cc2bece803b920c423",
    },
    "assertion": {
        "challenge": "b1106fa46a57bef1781511c0557dc898a03413d5f0f17d244630c194c7e1adb5",
        "authenticatorData": "bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b50d00000000",
        "clientDataJSON": "7b2274797065223a22776562617574686e2e676574222c226368616c6c656e6765223a2273524276704770587676463446"
        "524841565833496d4b4130453958773858306b526a44426c4d6668726255222c226f726967696e223a2268747470733a2f2f6578616d706c65"
        "2e6f7267222c2263726f73734f726967696e223a66616c73652c22657874726144617461223a22636c69656e74446174614a534f4e206d6179"
        "20626520657874656e6465642077697468206164646974696f6e616c206669656c647320696e20746865206675747572652c20737563682061"
        "7320746869733a20415a4d77794d78496244382d756775464e7036723851227d",
        "signature": "30450220694969d3ee928de6f02ef23a9c644d7d779916451734a94b432542f498a1ebe9"
        "0221008b0819c824218a97152cd099c55bfb1477b29d900a49a64018314f9bfccda163",
    },
}

examples = [
    example("none.ES256"),
    example("packed-self.ES256", packed_self=True),
    example("none.ES256.crossOrigin", cross=True),
    example("none.ES256.topOrigin", cross=True, top="https://example.com"),
    example("none.ES256.long-credential-id", id_length=1023),
]
for made in examples:
    for field, printed in PRINTED[made["name"]].items():
        derived = made.get(field) or made["assertion"][field]
        assert derived == printed, (made["name"], field, derived, printed)
print(json.dumps(examples + [PACKED], indent=1))
