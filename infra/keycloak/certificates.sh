#!/bin/sh
# Makes a root of one's own and a certificate for Keycloak, once. Identity speaks TLS with
# providers and nothing else, so that the example needs what a municipality has already.
set -eu
cd "${1:-/certificates}"
[ ! -s keycloak.pem ] || exit 0
key() { openssl ecparam -name prime256v1 -genkey -noout -out "$1"; }
key root.key
openssl req -x509 -new -key root.key -days 365 -subj "/CN=Genvej example root" \
  -addext "keyUsage=critical,keyCertSign" -out root.pem
key keycloak.key
openssl req -new -key keycloak.key -subj "/CN=keycloak.localhost" -out keycloak.csr
printf '%s\n' 'basicConstraints=critical,CA:FALSE' 'extendedKeyUsage=serverAuth' \
  'subjectAltName=DNS:keycloak.localhost' >keycloak.ext
openssl x509 -req -in keycloak.csr -CA root.pem -CAkey root.key -CAcreateserial -days 365 \
  -extfile keycloak.ext -out keycloak.pem
# Keycloak and the services run as users of their own.
chmod 644 keycloak.key keycloak.pem root.pem
rm -f keycloak.csr keycloak.ext
