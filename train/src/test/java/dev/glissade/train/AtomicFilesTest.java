package dev.glissade.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {
  @TempDir private Path folder;

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void theContentIsReplacedAndNothingElseIsLeft() throws IOException {
    Path file = folder.resolve("a.txt");

    AtomicFiles.write(file, "old");
    AtomicFiles.write(file, "new ä");

    assertEquals("new ä", Files.readString(file));
    assertEquals(List.of("a.txt"), names());
  }

  @Test
  void writersOfOneFileDoNotMixTheirContents()
      throws IOException, InterruptedException, ExecutionException {
    Path file = folder.resolve("a.txt");
    List<String> contents = IntStream.range(0, 4).mapToObj(i -> (i + "").repeat(200_000)).toList();
    try (var writers = Executors.newFixedThreadPool(4)) {
      List<? extends Future<?>> tasks =
          contents.stream()
              .map(
                  text ->
                      writers.submit(
                          () -> {
                            for (int i = 0; i < 5; i++) {
                              AtomicFiles.write(file, text);
                            }
                          }))
              .toList();
      for (Future<?> task : tasks) {
        task.get();
      }
    }

    assertTrue(contents.contains(Files.readString(file)));
    assertEquals(List.of("a.txt"), names());
  }

  @Test
  void aSymbolicLinkIsFollowed() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);

    AtomicFiles.write(link, "new");

    assertTrue(Files.isSymbolicLink(link));
    assertEquals("new", Files.readString(file));
  }

  @Test
  void aDeviceIsWrittenToAndNotReplaced() {
    Path device = Path.of("/dev/null");
    assumeTrue(Files.exists(device), "skipped, because there is no /dev/null");

    AtomicFiles.write(device, "text");

    assertFalse(Files.isRegularFile(device));
  }

  @Test
  void whatCannotBeWrittenIsNamed() throws IOException {
    Path missing = folder.resolve("missing").resolve("a.txt");
    UncheckedIOException e =
        assertThrows(UncheckedIOException.class, () -> AtomicFiles.write(missing, "text"));
    assertEquals(
        "write: expected to write %s, but got: no such folder".formatted(missing), e.getMessage());

    Path occupied = Files.createDirectory(folder.resolve("folder"));
    Files.writeString(occupied.resolve("inside"), "");
    assertThrows(UncheckedIOException.class, () -> AtomicFiles.write(occupied, "text"));
    assertEquals(List.of("folder"), names());
  }
}
