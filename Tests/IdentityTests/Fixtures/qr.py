#!/usr/bin/env python3
"""Writes qr.json: QR codes as the PyPI package qrcode draws them, each with all eight masks.

    pip install qrcode==8.2 segno==1.6.6
    python3 qr.py > qr.json

Level M, byte mode, UTF-8. The modules are one text of hexadecimal digits, row by row, the first module in the highest bit; dark is 1;
noughts fill the last digit. The penalty is counted by the PyPI package segno. (Its own codes have a byte 0 before the padding, which
readers do not mind and ISO/IEC 18004 does not have; qrcode has none.)
"""

import json

from qrcode import QRCode, constants
from qrcode.util import MODE_8BIT_BYTE, QRData
from segno import encoder

TEXTS = [
    "A",
    "14 bytes long!",
    "15 bytes long!!",
    "otpauth://totp/FirmGround:ada?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=FirmGround",
    "otpauth://totp/Salvation%20Army:ada%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Salvation%20Army",
    "Tŷ Hafan, Caerdydd – lloches",
    "人身取引の被害者",
    "1234567890" * 8,
    "https://cases.example.org/" + "a" * 120,
    "modules " * 22,
    "seven and upwards have version information " * 5,
    "x" * 251,
    "Ten, a longer count: " + "0123456789ABCDEF" * 13,
    "z" * 331,
    "The quick brown fox jumps over the lazy dog. " * 8,
    "~" * 412,
]


def code(text, mask):
    made = QRCode(error_correction=constants.ERROR_CORRECT_M, mask_pattern=mask, border=0)
    made.add_data(QRData(text.encode(), mode=MODE_8BIT_BYTE), optimize=0)
    made.make(fit=True)
    rows = [bytearray(map(int, row)) for row in made.modules]
    bits = "".join(str(module) for row in rows for module in row)
    bits += "0" * (-len(bits) % 4)
    penalty = encoder.evaluate_mask(rows, len(rows), len(rows))
    return made.version, {"modules": f"{int(bits, 2):0{len(bits) // 4}x}", "penalty": penalty}


codes = []
for text in TEXTS:
    made = [code(text, mask) for mask in range(8)]
    assert len({version for version, _ in made}) == 1
    codes.append({"text": text, "version": made[0][0], "masks": [drawn for _, drawn in made]})
print(json.dumps(codes, ensure_ascii=False, indent=0))
