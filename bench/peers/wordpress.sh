#!/usr/bin/env bash
# WordPress from Debian's packages, beside ours in the same run: pages, publication, memory, start. See README.md.
source "$(dirname "$0")/lib.sh"
peer=WordPress
build wordpress wordpress-theme-twentytwentythree php-fpm php-cli php-mysql php-gd mariadb-server nginx-light wrk

site=127.0.0.1:$(port)
theirs=http://$site
www=$work/www
cp -rL /usr/share/wordpress "$www" 2>/dev/null || true
rm -rf "$www/wp-content/uploads" "$www/wp-config.php"
mkdir "$www/wp-content/uploads"

# Nothing outside is asked for, since nothing is to be reached; the clock's work is left to the clock, as a busy site
# does. The environment is «local» because application passwords else want https.
cat >"$www/wp-config.php" <<N
<?php
define( 'DB_NAME', 'wordpress' ); define( 'DB_USER', 'root' ); define( 'DB_PASSWORD', '' );
define( 'DB_HOST', 'localhost:$work/mysql.sock' ); define( 'DB_CHARSET', 'utf8mb4' ); define( 'DB_COLLATE', '' );
define( 'AUTH_KEY', 'a' ); define( 'SECURE_AUTH_KEY', 'b' ); define( 'LOGGED_IN_KEY', 'c' ); define( 'NONCE_KEY', 'd' );
define( 'AUTH_SALT', 'e' ); define( 'SECURE_AUTH_SALT', 'f' ); define( 'LOGGED_IN_SALT', 'g' ); define( 'NONCE_SALT', 'h' );
define( 'WP_HOME', '$theirs' ); define( 'WP_SITEURL', '$theirs' );
define( 'WP_ENVIRONMENT_TYPE', 'local' ); define( 'WP_HTTP_BLOCK_EXTERNAL', true ); define( 'DISABLE_WP_CRON', true );
\$table_prefix = 'wp_';
if ( ! defined( 'ABSPATH' ) ) { define( 'ABSPATH', __DIR__ . '/' ); }
require_once ABSPATH . 'wp-settings.php';
N

# The pool of Debian's php-fpm as it comes, but for its socket and its user.
cat >"$work/fpm.conf" <<N
[global]
error_log = $work/fpm.err
[www]
listen = $work/fpm.sock
pm = dynamic
pm.max_children = 5
pm.start_servers = 2
pm.min_spare_servers = 1
pm.max_spare_servers = 3
N
cat >"$work/nginx.conf" <<N
worker_processes 1; daemon off; pid $work/nginx.pid; error_log $work/nginx.err;
events { worker_connections 1024; }
http {
  include /etc/nginx/mime.types; access_log off; sendfile on; tcp_nopush on; client_max_body_size 32m;
  client_body_temp_path $work/body; fastcgi_temp_path $work/fastcgi; proxy_temp_path $work/proxy;
  uwsgi_temp_path $work/uwsgi; scgi_temp_path $work/scgi;
  server {
    listen $site; root $www; index index.php;
    location / { try_files \$uri \$uri/ /index.php?\$args; }
    location ~ \.php\$ { include /etc/nginx/fastcgi.conf; fastcgi_pass unix:$work/fpm.sock; }
  }
}
N
[ ${#as[@]} -eq 0 ] || chown -R nobody:nogroup "$www"
system=wordpress
stories="from wp_posts where post_type = 'post' and post_status = 'publish'"
published() { sql wordpress -Ne "select count(*) $stories"; }
paths() { sql wordpress -Ne "select concat(date_format(post_date, '/%Y/%m/%d/'), post_name, '/') $stories order by post_date desc"; }

parts() {
  part "${as[@]}" "$(ls /usr/sbin/php-fpm* | sort -V | tail -n 1)" --nodaemonize --fpm-config "$work/fpm.conf"
  part "${as[@]}" /usr/sbin/nginx -e "$work/nginx.err" -c "$work/nginx.conf"
}

# copies COUNT: every story as often again, a day older each time, with its picture, author and section.
copies() {
  sql wordpress <<N
create temporary table grown as select p.*, s.seq from wp_posts p join seq_1_to_$1 s
  where p.post_type = 'post' and p.post_status = 'publish';
create temporary table grown_meta as select m.post_id + s.seq * 100000 as post_id, m.meta_key, m.meta_value
  from wp_postmeta m join wp_posts p on p.id = m.post_id join seq_1_to_$1 s
  where p.post_type = 'post' and p.post_status = 'publish';
create temporary table grown_terms as select r.object_id + s.seq * 100000 as object_id, r.term_taxonomy_id, r.term_order
  from wp_term_relationships r join wp_posts p on p.id = r.object_id join seq_1_to_$1 s
  where p.post_type = 'post' and p.post_status = 'publish';
update grown set id = id + seq * 100000, post_name = concat(post_name, '-', seq),
  post_date = post_date - interval seq day, post_date_gmt = post_date_gmt - interval seq day;
alter table grown drop column seq;
insert into wp_posts select * from grown;
insert into wp_postmeta (post_id, meta_key, meta_value) select * from grown_meta;
insert into wp_term_relationships select * from grown_terms;
update wp_term_taxonomy set count = count * ($1 + 1) where taxonomy = 'category';
N
}

database
sql -e 'create database wordpress character set utf8mb4'
their_key=$("${as[@]}" php -d sendmail_path=/bin/true "$peers/wordpress.php" "$www" "$site")
up
compare
