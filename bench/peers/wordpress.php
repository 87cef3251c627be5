<?php
// Sets WordPress up as its own installer does, and prints an application password for the REST API.
define( 'WP_INSTALLING', true );
$_SERVER['HTTP_HOST'] = $argv[2];
require $argv[1] . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install( 'The Gazette', 'editor', 'editor@example.org', true, '', wp_generate_password() );
update_option( 'posts_per_page', 30 );
update_option( 'permalink_structure', '/%year%/%monthnum%/%day%/%postname%/' );
wp_delete_post( 1, true );
echo WP_Application_Passwords::create_new_application_password( 1, array( 'name' => 'peers' ) )[0];
