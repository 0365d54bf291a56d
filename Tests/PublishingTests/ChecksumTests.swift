import Testing

import Publishing

@Suite struct ChecksumTests {
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
    #expect(Checksum.sha256(of: text).utf8.count == 44)
    if let hash { #expect(Checksum.sha256(of: text) == hash) }
  }
}
