#!/usr/bin/env bash
# Ghost from its npm package with MariaDB, beside ours in the same run: pages, publication, memory, start. See README.md.
# GHOST=FOLDER keeps what npm installs there for the next time.
source "$(dirname "$0")/lib.sh"
peer=Ghost
system=ghost
stories="from posts where type = 'post' and status = 'published'"
published() { sql ghost -Ne "select count(*) $stories"; }
paths() { sql ghost -Ne "select concat('/', slug, '/') $stories order by published_at desc"; }
command -v npm >/dev/null || need npm
build mariadb-server wrk
ghost=6.65.0

installed=${GHOST:-$work/npm}
mkdir -p "$installed"
# Ghost's package is no dependency but a program with a lock file of pnpm's beside it, as its own installer takes it.
[ -e "$installed/ready" ] || (
  cd "$installed" &&
  echo '{ "private": true }' >package.json &&
  npm install --no-audit --no-fund node@22.23.3 pnpm@12.4.2 &&
  tar xzf "$(npm pack --silent "ghost@$ghost")" &&
  cd package &&
  PATH=$installed/node_modules/.bin:$PATH pnpm install --prod --frozen-lockfile --reporter=append-only &&
  touch "$installed/ready"
) >"$work/npm.log" 2>&1 || { tail -n 30 "$work/npm.log" >&2; exit 1; }
echo "# Ghost $(sed -n 's/^  "version": "\(.*\)",/\1/p' "$installed/package/package.json" | head -n 1)"
node=$(readlink -f "$installed/node_modules/.bin/node")
echo "# Node $("$node" --version)"

site=127.0.0.1:$(port)
theirs=http://$site
home=$work/ghost
mkdir "$home"
cp -r "$installed/package/content" "$home/content"
ln -s "$installed/package" "$home/current"
# The default theme shows 12 stories on its front.
theme=$home/content/themes/source/package.json
sed -i 's/"posts_per_page": *[0-9]*/"posts_per_page": 30/' "$theme"
cat >"$home/config.production.json" <<N
{
  "url": "$theirs", "server": { "host": "127.0.0.1", "port": ${site#*:} },
  "database": { "client": "mysql", "connection": { "socketPath": "$work/mysql.sock", "user": "root", "password": "", "database": "ghost", "charset": "utf8mb4" } },
  "paths": { "contentPath": "$home/content" }, "logging": { "level": "error", "transports": ["file"] },
  "mail": { "transport": "SMTP", "options": { "host": "127.0.0.1", "port": 9 } },
  "security": { "staffDeviceVerification": false },
  "privacy": { "useUpdateCheck": false, "useGravatar": false, "useRpcPing": false, "useStructuredData": true }
}
N
[ ${#as[@]} -eq 0 ] || chown -hR nobody:nogroup "$home"

parts() { cd "$home" && NODE_ENV=production part "${as[@]}" "$node" current/index.js; cd - >/dev/null; }

# copies COUNT: every story as often again, a day older each time, with its author.
copies() {
  sql ghost <<N
create temporary table grown as select p.*, s.seq from posts p join seq_1_to_$1 s
  where p.type = 'post' and p.status = 'published';
create temporary table grown_authors as select a.*, s.seq from posts_authors a join posts p on p.id = a.post_id
  join seq_1_to_$1 s where p.type = 'post' and p.status = 'published';
update grown set id = concat(lpad(hex(seq), 4, 'f'), substr(id, 5)), uuid = uuid(), slug = concat(left(slug, 180), '-', seq),
  published_at = published_at - interval seq day;
update grown_authors set id = concat(lpad(hex(seq), 4, 'f'), substr(id, 5)),
  post_id = concat(lpad(hex(seq), 4, 'f'), substr(post_id, 5));
alter table grown drop column seq;
alter table grown_authors drop column seq;
insert into posts select * from grown;
insert into posts_authors select * from grown_authors;
N
}

database
sql -e 'create database ghost character set utf8mb4'
up
their_key=$(press setup ghost "$theirs")
compare
