// Builds the theme's styles and islands into assets/. The built files are committed; `cargo ci` builds them again
// and fails if they differ.
import { build } from "esbuild";

await build({
  absWorkingDir: import.meta.dirname,
  entryPoints: {
    site: "style/site.css",
    live: "islands/live.ts",
    posts: "islands/posts.ts",
    bar: "islands/bar.ts",
    embed: "islands/embed.ts",
    menu: "islands/menu.ts",
    strip: "islands/strip.ts",
    worker: "islands/worker.ts",
    again: "islands/again.ts",
    palette: "islands/palette.ts",
    "desk-palette": "style/desk-palette.css",
    editor: "editor/main.ts",
    "desk-editor": "style/desk-editor.css",
    "passkey-door": "islands/passkey-door.ts",
    "passkey-add": "islands/passkey-add.ts",
    "desk-staff": "style/desk-staff.css",
    history: "style/history.css",
    "desk-story": "style/desk-story.css",
    "desk-calendar": "style/desk-calendar.css",
    record: "islands/record.ts",
    "desk-fronts": "style/desk-fronts.css",
    "front-desk": "islands/front-desk.ts",
  },
  outdir: "assets",
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome109", "firefox115", "safari16"],
  external: ["/assets/*"],
  legalComments: "none",
  logLevel: "warning",
});
