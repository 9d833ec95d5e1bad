#!/usr/bin/env python3
"""Writes passkeys.json: registrations and assertions of software authenticators, as PublicKeyCredential.toJSON() gives them.

    pip install fido2==2.2.1 cryptography
    python3 passkeys.py > passkeys.json

The bytes are put together with the CBOR, COSE and authenticator data of the package fido2, and what ought to be accepted is verified
with its server before it is written. Keys, ids and challenges follow from fixed texts, and signatures have the nonce of RFC 6979, so
that the file comes out the same every time.
"""

import hashlib
import json

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from fido2.cose import CoseKey, ES256
from fido2.server import Fido2Server
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestationObject, AttestedCredentialData, AuthenticatorData, PublicKeyCredentialRpEntity, RegistrationResponse,
    AuthenticationResponse)

RP_ID = "cases.example.org"
UP, UV, BE, BS, AT, ED = 0x01, 0x04, 0x08, 0x10, 0x40, 0x80


def fixed(text, length=32):
    return hashlib.shake_256(b"firmground passkey fixture: " + text.encode()).digest(length)


def es256(name, curve=ec.SECP256R1()):
    return ec.derive_private_key(int.from_bytes(fixed(name + " key")), curve)


def client_data(ceremony, challenge, origin, **more):
    return json.dumps(
        {"type": ceremony, "challenge": websafe_encode(challenge), "origin": origin, "crossOrigin": False, **more},
        separators=(",", ":"), ensure_ascii=False).encode()


def passkey(
        name, *, key=None, alg=None, origin="https://cases.example.org", flags=UP | UV, counts=(0, 0), id_length=32,
        aaguid=bytes(16), extensions=None, fmt="none", statement=None, handle=False, more=None, fault=None):
    key = key or es256(name)
    public = CoseKey.for_alg(alg).from_cryptography_key(key.public_key()) if alg else ES256.from_cryptography_key(
        key.public_key())
    credential_id, user = fixed(name + " id", id_length), fixed(name + " user", 64)
    rp_id_hash = hashlib.sha256(RP_ID.encode()).digest()
    made, used = fixed(name + " create"), fixed(name + " get")
    extra = ED if extensions else 0

    created = client_data("webauthn.create", made, origin, **(more or {}))
    data = AuthenticatorData.create(
        rp_id_hash, flags | AT | extra, counts[0], AttestedCredentialData.create(aaguid, credential_id, public),
        extensions[0] if extensions else None)

    def sign(message):
        if isinstance(key, ec.EllipticCurvePrivateKey):
            return key.sign(message, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))
        return bytes(8)

    statement = statement(sign(data + hashlib.sha256(created).digest())) if statement else {}
    attestation = AttestationObject.create(fmt, data, statement)

    got = client_data("webauthn.get", used, origin, **(more or {}))
    get_data = AuthenticatorData.create(
        rp_id_hash, flags | extra, counts[1], extensions=extensions[1] if extensions else None)
    signature = sign(get_data + hashlib.sha256(got).digest())

    outer = {
        "id": websafe_encode(credential_id), "rawId": websafe_encode(credential_id), "type": "public-key",
        "authenticatorAttachment": "platform", "clientExtensionResults": {}}
    registration = {
        **outer, "response": {
            "clientDataJSON": websafe_encode(created), "attestationObject": websafe_encode(attestation),
            "authenticatorData": websafe_encode(data), "transports": ["internal"], "publicKeyAlgorithm": public[3]}}
    assertion = {
        **outer, "response": {
            "clientDataJSON": websafe_encode(got), "authenticatorData": websafe_encode(get_data),
            "signature": websafe_encode(signature), "userHandle": websafe_encode(user) if handle else None}}

    if not fault:
        server = Fido2Server(
            PublicKeyCredentialRpEntity(name="FirmGround", id=RP_ID), verify_origin=lambda given: given == origin)
        state = {"challenge": websafe_encode(made), "user_verification": "required"}
        taken = server.register_complete(state, RegistrationResponse.from_dict(registration))
        state = {"challenge": websafe_encode(used), "user_verification": "required"}
        server.authenticate_complete(state, [taken.credential_data], AuthenticationResponse.from_dict(assertion))

    numbers = key.public_key().public_numbers() if isinstance(key, ec.EllipticCurvePrivateKey) else None
    return {
        "name": name, "origin": origin, "fault": fault, "user": websafe_encode(user), "aaguid": aaguid.hex(),
        "publicKey": f"04{numbers.x:064x}{numbers.y:064x}" if numbers else "",
        "isBackupEligible": bool(flags & BE), "isBackedUp": bool(flags & BS), "signCounts": counts,
        "registration": {"challenge": made.hex(), "answer": registration},
        "assertion": {"challenge": used.hex(), "answer": assertion},
    }


class OnlyPublic:
    """Stands for a private key that nobody has."""

    def __init__(self, key):
        self.key = key

    def public_key(self):
        return self.key


MODEL = bytes.fromhex("00112233445566778899aabbccddeeff")
print(json.dumps([
    passkey("a laptop's own passkey"),
    passkey("a synced passkey that names its user", flags=UP | UV | BE | BS, handle=True, id_length=20),
    passkey("a passkey that could be synced", flags=UP | UV | BE, handle=True, aaguid=MODEL),
    passkey("a security key with a counter and self attestation", counts=(7, 8), fmt="packed", id_length=64, aaguid=MODEL,
            statement=lambda signature: {"alg": -7, "sig": signature}),
    passkey("a counter at its end", counts=(0xfffffffe, 0xffffffff)),
    passkey("a security key that writes extensions", counts=(1, 300), extensions=(
        {"credProtect": 3, "hmac-secret": True}, {"hmac-secret": fixed("output", 48)})),
    passkey("a statement with certificates", fmt="tpm", aaguid=MODEL, statement=lambda signature: {
        "ver": "2.0", "alg": -257, "x5c": [fixed("leaf", 1200), fixed("root", 900)], "sig": fixed("tpm", 256),
        "certInfo": fixed("info", 161), "pubArea": fixed("area", 310)}),
    passkey("a statement of an unknown format", fmt="made-up", statement=lambda signature: {
        "nested": {"deep": [True, False, {"deeper": -1}]}, "text": "ŷ"}),
    passkey("an address with a port", origin="https://cases.example.org:8443", id_length=1),
    passkey("an id of 1,023 bytes", id_length=1023),
    passkey("client data with more in them", more={"other": ["ŷ", {"a": 1.5}], "tokenBinding": {"status": "supported"}}),
    passkey("an Ed25519 key", key=ed25519.Ed25519PrivateKey.from_private_bytes(fixed("ed")), alg=-8,
            fault="wrongAlgorithm"),
    passkey("a P-384 key", key=es256("p384", ec.SECP384R1()), alg=-35, fault="wrongAlgorithm"),
    passkey("a secp256k1 key", key=es256("k1", ec.SECP256K1()), alg=-47, fault="wrongAlgorithm"),
    passkey("an RSA key", key=OnlyPublic(rsa.RSAPublicNumbers(65537, 2**2047 + 1).public_key()), alg=-257,
            fault="wrongAlgorithm"),
], indent=1, ensure_ascii=False))
