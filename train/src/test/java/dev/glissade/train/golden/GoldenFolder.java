package dev.glissade.train.golden;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// A folder of golden files with its manifest.
record GoldenFolder(Path path) {
  private static final String PROPERTY = "glissade.golden";

  /// The folder that `-Dglissade.golden=DIR` names; without it the copies beside these tests.
  static GoldenFolder chosen() {
    String named = System.getProperty(PROPERTY, "");
    return named.isEmpty() ? copies() : new GoldenFolder(Path.of(named));
  }

  /// The copies beside these tests.
  static GoldenFolder copies() {
    URL manifest = GoldenFolder.class.getResource("/golden/MANIFEST.json");
    if (manifest == null) {
      throw new AssertionError("golden: expected /golden/MANIFEST.json in the test resources");
    }
    try {
      return new GoldenFolder(Path.of(manifest.toURI()).resolveSibling(""));
    } catch (URISyntaxException e) {
      throw new AssertionError(
          "golden: expected the resources in a folder, but got " + manifest, e);
    }
  }

  /// The files that the manifest lists, in its order.
  List<String> names() {
    List<String> names = entries().map(entry -> entry.path("name").asString()).toList();
    if (names.isEmpty()) {
      throw new AssertionError("golden: expected files in " + path.resolve("MANIFEST.json"));
    }
    return names;
  }

  private Stream<JsonNode> entries() {
    return new ObjectMapper().readTree(path.resolve("MANIFEST.json")).path("files").valueStream();
  }

  /// A file by its name in the manifest; the manifest's tolerances count, where it has them.
  GoldenFile file(String name) {
    GoldenFile file = GoldenFile.read(path, name);
    return entries()
        .filter(entry -> entry.path("name").asString().equals(name) && entry.has("tolerance"))
        .findFirst()
        .map(entry -> file.withTolerance(entry.path("tolerance")))
        .orElse(file);
  }
}
