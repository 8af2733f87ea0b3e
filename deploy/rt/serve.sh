#!/bin/sh
# Runs a real Request Tracker 5 on this machine, for trying the adapter out; never for real tickets.
#
#   deploy/rt/serve.sh FOLDER [PORT]     FOLDER is made and holds everything; PORT defaults to 8091
#
# Needs Debian's packages, installed by root without recommendations:
#   apt-get install --no-install-recommends request-tracker5 rt5-standalone rt5-db-sqlite rt5-clients starlet
# The address and the token of a user who may open and answer tickets are written to FOLDER/address and
# FOLDER/token as soon as it answers. Ctrl-C or SIGTERM ends it; remove FOLDER to start afresh.
set -eu

folder=${1:?usage: deploy/rt/serve.sh FOLDER [PORT]}
port=${2:-8091}
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
server=/usr/share/request-tracker5/libexec/rt-server

if [ ! -x "$server" ] || [ ! -e /usr/share/perl5/Plack/Handler/Starlet.pm ]; then
    echo "Request Tracker 5 is not installed; the packages are named at the top of $0" >&2
    exit 1
fi

mkdir -p "$folder/site" "$folder/mason" "$folder/sessions"
folder=$(CDPATH= cd -- "$folder" && pwd)
cat > "$folder/site/intake.pm" <<CONFIG
Set(\$rtname, 'intake.invalid');
Set(\$Organization, 'intake.invalid');
Set(\$Timezone, 'Europe/Berlin');
Set(\$WebDomain, '127.0.0.1');
Set(\$WebPort, $port);
Set(\$WebPath, '');
Set(\$WebBaseURL, 'http://127.0.0.1:$port');
Set(\$DatabaseType, 'SQLite');
Set(\$DatabaseName, '$folder/rt.db');
Set(\$MailCommand, 'testfile');
Set(\$LogToSyslog, '');
Set(\$LogToSTDERR, 'warning');
Set(\$WebSessionClass, 'Apache::Session::File');
Set(\$MasonDataDir, '$folder/mason');
Set(\$MasonSessionDir, '$folder/sessions');
1;
CONFIG
export RT_SITE_CONFIG="$folder/site/intake.pm" RT_SITE_CONFIG_DIR="$folder/site"

if [ ! -e "$folder/token" ]; then
    rm -f "$folder/rt.db"
    rt-setup-database-5 --action init --skip-create > "$folder/setup.log" 2>&1 || {
        echo "the database could not be made; see $folder/setup.log" >&2
        exit 1
    }
    perl -I/usr/share/request-tracker5/lib "$here/prepare.pl" > "$folder/token"
fi
echo "http://127.0.0.1:$port" > "$folder/address"
exec "$server" --server Starlet --port "$port" --max-workers 2
