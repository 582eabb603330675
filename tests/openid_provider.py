"""A stand-in for an OpenID Connect provider, on this machine: whom it signs in is set."""

import json
import time
from base64 import urlsafe_b64encode
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "clinics", "a secret of the client"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider:
    """Answers at `url`; `person` is what it says of whoever comes, `error` what it refuses with."""

    def __init__(self):
        self.person = {"sub": "1", "email": "owner@clinic.example", "email_verified": True}
        self.error = ""
        self.is_down = False
        self.codes = {}
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                provider.answer(self, {})

            def do_POST(self):
                length = int(self.headers["Content-Length"])
                provider.answer(self, dict(parse_qsl(self.rfile.read(length).decode())))

            def log_message(self, *args):
                """Keep quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def answer(self, handler, form):
        url = urlsplit(handler.path)
        if url.path == "/authorize":
            handler.send_response(302)
            handler.send_header("Location", self.sent_back(dict(parse_qsl(url.query))))
            handler.end_headers()
            return
        pages = {
            "/.well-known/openid-configuration": self.configuration,
            "/token": lambda: self.token(form),
            "/keys": lambda: {
                "keys": [json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))]
            },
            "/person": lambda: self.person,
        }
        body = None if self.is_down else pages[url.path]()
        handler.send_response(200 if body else 400)
        handler.send_header("Content-Type", "application/json")
        handler.end_headers()
        handler.wfile.write(json.dumps(body or {"error": "invalid_grant"}).encode())

    def configuration(self):
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/person",
            "jwks_uri": f"{self.url}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def sent_back(self, query):
        """Where someone goes who has signed in, or has not."""
        assert query["client_id"] == CLIENT
        if self.error:
            answer = {"error": self.error}
        else:
            code = f"code-{len(self.codes)}"
            self.codes[code] = query
            answer = {"code": code}
        return f"{query['redirect_uri']}?{urlencode(answer | {'state': query['state']})}"

    def token(self, form):
        """What a code is exchanged for, once, by the client that it was made for."""
        query = self.codes.pop(form["code"], None)
        digest = sha256(form.get("code_verifier", "").encode()).digest()
        challenge = urlsafe_b64encode(digest).decode().rstrip("=")
        if (
            query is None
            or form["client_secret"] != SECRET
            or form["redirect_uri"] != query["redirect_uri"]
            or challenge != query["code_challenge"]
        ):
            return None
        now = int(time.time())
        claims = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 60, **self.person}
        token = jwt.encode(claims, KEY, algorithm="RS256", headers={"kid": "1"})
        return {"access_token": "opaque", "token_type": "Bearer", "id_token": token}
