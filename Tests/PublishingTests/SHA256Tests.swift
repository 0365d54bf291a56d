import Testing

@testable import Publishing

@Suite struct SHA256Tests {
  // The first two are examples of FIPS 180-4.
  @Test(
    "The SHA-256 of a text is that of the standard's examples, in base64",
    arguments: [
      ("abc", "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "JI1qYdIGOLjlwCaTDD5gOaM85Flk/yFn9uzt1BnbBsE="
      ),
      ("", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),
      ("−5 → é", nil),
    ])
  func examples(text: String, hash: String?) {
    #expect(text.sha256.utf8.count == 44)
    if let hash { #expect(text.sha256 == hash) }
  }
}
