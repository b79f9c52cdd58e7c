package dev.glissade.tune.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.tune.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobsTest {
  // printf hello | sha256sum
  private static final String HELLO =
      "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

  @TempDir private Path folder;

  private static String put(Blobs blobs, String text) {
    return blobs.put(file -> Files.writeString(file, text));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(it -> it.getFileName().toString()).sorted().toList();
    }
  }

  private void age(String name) throws IOException {
    Files.setLastModifiedTime(
        folder.resolve(name), FileTime.from(Instant.now().minus(Duration.ofHours(2))));
  }

  @Test
  void aFileIsNamedByItsContentAndLiesThereOnce() throws IOException {
    var blobs = new Blobs(folder);

    assertEquals(HELLO, put(blobs, "hello"));
    assertEquals(HELLO, put(blobs, "hello"));

    assertEquals(List.of(HELLO), names());
    assertArrayEquals("hello".getBytes(), Files.readAllBytes(blobs.get(HELLO)));
  }

  @Test
  void nothingIsLeftOfAWriteThatFails() throws IOException {
    var blobs = new Blobs(folder);

    assertThrows(
        StoreException.class,
        () ->
            blobs.put(
                file -> {
                  Files.writeString(file, "half");
                  throw new IOException("no space left on device");
                }));

    assertEquals(List.of(), names());
  }

  @Test
  void damageIsNoticed() throws IOException {
    var blobs = new Blobs(folder);
    put(blobs, "hello");
    Files.writeString(folder.resolve(HELLO), "hellp");

    var failure = assertThrows(StoreException.class, () -> blobs.get(HELLO));

    assertTrue(
        failure.getMessage().contains("expected content of this hash, but got fdd7585e"),
        failure::getMessage);
    put(blobs, "hello");
    blobs.get(HELLO);
  }

  @Test
  void onlyAHashNamesAFile() {
    var blobs = new Blobs(folder);

    assertThrows(IllegalArgumentException.class, () -> blobs.get("../secret"));
    assertThrows(StoreException.class, () -> blobs.get(HELLO));
  }

  @Test
  void collectingKeepsWhatIsNeededYoungOrForeign() throws IOException {
    var blobs = new Blobs(folder);
    String needed = put(blobs, "needed");
    String old = put(blobs, "old");
    String young = put(blobs, "young");
    String again = put(blobs, "again");
    Files.writeString(folder.resolve(".unfinished-1"), "killed");
    Files.writeString(folder.resolve("README"), "foreign");
    for (String each : List.of(needed, old, again, ".unfinished-1", "README")) {
      age(each);
    }
    put(blobs, "again");

    assertEquals(2, blobs.collect(Set.of(needed), Duration.ofHours(1)));

    assertEquals(Stream.of("README", again, needed, young).sorted().toList(), names());
    assertEquals(0, new Blobs(folder.resolve("absent")).collect(Set.of(), Duration.ZERO));
  }
}
