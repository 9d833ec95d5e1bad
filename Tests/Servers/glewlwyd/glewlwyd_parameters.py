"""What glewlwyd is told: its configuration file, the parameters of its provider, keys, and its login page."""

import pathlib
import shutil
import subprocess

PAGES = pathlib.Path("/usr/share/glewlwyd/webapp")
MODULES = pathlib.Path("/usr/lib/glewlwyd")
SCOPES = ["openid", "groups"]
KEY_TYPES = {
    "RS256": ("rsa", ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"]),
    "ES256": ("ecdsa", ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"]),
}


def configuration(port, root, folder):
    paths = {
        "user_module_path": MODULES / "user", "user_middleware_module_path": folder / "none",
        "client_module_path": MODULES / "client", "user_auth_scheme_module_path": MODULES / "scheme",
        "plugin_module_path": MODULES / "plugin"}
    lines = [
        f"port={port}", 'bind_address="127.0.0.1"', f'external_url="{root}"', 'login_url="login.html"',
        'api_prefix="api"', 'static_files_path="' + str(folder / "pages") + '"', 'log_mode="console"',
        'log_level="WARNING"', 'cookie_domain="127.0.0.1"', "cookie_secure=0", 'session_key="GLEWLWYD_SESSION"',
        "allow_multiple_user_per_session=false", 'admin_scope="g_admin"', 'profile_scope="g_profile"',
        'hash_algorithm="SHA512"',
        *(f'{key}="{path}"' for key, path in paths.items()),
        'database =\n{\n  type = "sqlite3"\n  path = "' + str(folder / "glewlwyd.db") + '"\n};',
        'static_files_mime_types = ({ extension = ".html", mime_type = "text/html", compress = 0 },'
        ' { extension = ".css", mime_type = "text/css", compress = 0 },'
        ' { extension = ".js", mime_type = "application/javascript", compress = 0 },'
        ' { extension = ".json", mime_type = "application/json", compress = 0 },'
        ' { extension = ".woff2", mime_type = "font/woff2", compress = 0 })',
    ]
    return "\n".join(lines) + "\n"


def copy_pages(folder):
    """The login page with what it loads: Debian has much of it as links, which glewlwyd does not follow."""
    shutil.copytree(PAGES, folder, ignore=shutil.ignore_patterns("config.json", "*.map"))
    for found in sorted(PAGES.glob("config.json/config.json")) + [PAGES / "config.json"]:
        if found.is_file():
            shutil.copy(found, folder / "config.json")
            return


def plugin(issuer):
    return {
        "iss": issuer, "subject-type": "public", "allowed-scope": SCOPES,
        "access-token-duration": 3600, "refresh-token-duration": 3600, "code-duration": 60,
        "refresh-token-rolling": False, "allow-non-oidc": False, "auth-type-code-enabled": True,
        "auth-type-code-revoke-replayed": True, "auth-type-token-enabled": False, "auth-type-id-token-enabled": True,
        "auth-type-none-enabled": False, "auth-type-password-enabled": False, "auth-type-client-enabled": False,
        "auth-type-device-enabled": False, "auth-type-refresh-enabled": False, "jwks-show": True, "jwks-x5c": [],
        "request-parameter-allow": False, "pkce-allowed": True, "pkce-required": True,
        "pkce-method-plain-allowed": False, "oauth-as-iss-id": True, "session-management-allowed": True,
        "session-cookie-name": "GLEWLWYD_OIDC_SESSION", "session-cookie-expiration": 3600,
        "front-channel-logout-allowed": False, "back-channel-logout-allowed": False,
        "name-claim": "mandatory", "name-claim-scope": [], "email-claim": "mandatory", "email-claim-scope": [],
        "scope-claim": "no", "scope-claim-scope": [],
        "claims": [{
            "name": "groups", "user-property": "groups", "type": "string", "mandatory": True, "scope": ["groups"]}, {
            "name": "preferred_username", "user-property": "username", "type": "string", "mandatory": True,
            "scope": []}],
    }


def signing_key(algorithm):
    """A new pair of keys, as the plugin's parameters name them."""
    kind, options = KEY_TYPES[algorithm]
    private = openssl(["genpkey", *options])
    return {"jwt-type": kind, "jwt-key-size": "256", "key": private, "cert": openssl(["pkey", "-pubout"], private)}


def openssl(arguments, text=None):
    return subprocess.run(
        ["openssl", *arguments], input=text, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True
    ).stdout
