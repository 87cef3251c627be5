// The page for readers without a connection asks for what was wanted as soon as the browser is online again.
addEventListener("online", () => location.reload());
