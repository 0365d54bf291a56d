/// The HTML of the page: a skeleton that its script fills with data from the server.
///
/// The script inserts everything from a lesson as text, never as markup.
enum PageText {
  /// Returns the policy for what the page may load: its own style, script, pictures and events.
  static func policy(nonce: String) -> String {
    """
    default-src 'none'; img-src 'self' data:; connect-src 'self'; style-src 'nonce-\(nonce)'; \
    script-src 'nonce-\(nonce)'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'
    """
  }

  static func html(nonce: String) -> String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <meta name="color-scheme" content="light dark">
    <title>unroll</title>
    <link rel="icon" href="data:,">
    <style nonce="\(nonce)">
    \(style)
    </style>
    </head>
    <body>
    <header>
    <h1 id="title">unroll</h1>
    <p><span id="file"></span> <span id="state" role="status">waiting for the first figure</span></p>
    </header>
    <div id="error" class="error" role="alert"></div>
    <noscript><p class="error">This page needs JavaScript; please enable it.</p></noscript>
    <main id="main"></main>
    <script nonce="\(nonce)">
    \(script)
    </script>
    </body>
    </html>

    """
  }
}
