/// The page's HTML: a shell that its script fills with what the server tells.
///
/// Whatever comes from a lesson is set as text by the script, never as markup.
enum PageText {
  /// What the page may load: its own style and script, its pictures and its events.
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
    <noscript><p class="error">This page renews itself by a script; please allow it.</p></noscript>
    <main id="main"></main>
    <script nonce="\(nonce)">
    \(script)
    </script>
    </body>
    </html>

    """
  }
}
