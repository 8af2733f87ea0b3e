#!/bin/sh
# Makes the secrets of an installation with compose, once: random, in a folder that only this user may enter.
# Existing files are kept. Keep a copy of vault_key and secret outside of the machine (docs/operations.md, Backup).
set -eu
umask 077
folder="$(dirname "$0")/secrets"
mkdir -p "$folder"
random() { head -c 32 /dev/urandom | base64 | tr '+/' '-_' | tr -d '=\n'; }
keep() { [ -s "$folder/$1" ] || printf '%s' "$2" > "$folder/$1"; }

keep secret "$(random)"
keep vault_key "$(head -c 32 /dev/urandom | base64 | tr '+/' '-_' | tr -d '\n')"
keep postgres_password "$(random)"
keep redis_password "$(random)"
keep minio_user "intake-$(random | cut -c1-8)"
keep minio_password "$(random)"
keep grafana_password "$(random)"
keep database_url "postgresql://intake:$(cat "$folder/postgres_password")@postgres:5432/intake"
keep redis_url "redis://:$(cat "$folder/redis_password")@redis:6379/0"
keep storage.env "FSSPEC_S3_ENDPOINT_URL=http://minio:9000
FSSPEC_S3_KEY=$(cat "$folder/minio_user")
FSSPEC_S3_SECRET=$(cat "$folder/minio_password")
"
# Compose mounts each file as it is, and the processes in the containers are not its owner.
chmod 0700 "$folder"
chmod 0644 "$folder"/*
echo "secrets are in $folder, which nobody else may enter"
