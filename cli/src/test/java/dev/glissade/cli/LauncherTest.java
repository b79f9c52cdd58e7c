package dev.glissade.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
  private static final Path LAUNCHER = Path.of("..", "glissade").toAbsolutePath().normalize();

  @TempDir private Path folder;

  private Path jdk(String version) throws IOException {
    Path bin = Files.createDirectories(folder.resolve("jdk/bin"));
    for (String tool : new String[] {"java", "javac"}) {
      Path file = Files.writeString(bin.resolve(tool), "#!/bin/sh\necho started\n");
      assumeTrue(file.toFile().setExecutable(true));
    }
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"" + version + "\"\n");
    return folder.resolve("jdk");
  }

  private String refusal(String home) throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "skipped, because there is no /bin/sh");
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", LAUNCHER.toString(), "--version");
    builder.environment().put("GLISSADE_JAVA_HOME", home);
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(2, process.waitFor(), said);
    return said;
  }

  @Test
  void anOlderJdkIsRefused() throws IOException, InterruptedException {
    Path old = jdk("17.0.15");

    assertEquals(
        "error: GLISSADE_JAVA_HOME: expected a JDK 25 or newer, but got "
            + old
            + " (JDK 17) — help: see docs/troubleshooting.md#no-jdk-25\n",
        refusal(old.toString()));
  }

  @Test
  void aFolderWithoutAJdkIsRefused() throws IOException, InterruptedException {
    assertEquals(
        "error: GLISSADE_JAVA_HOME: expected a JDK 25 or newer, but got "
            + folder
            + " (no JDK) — help: see docs/troubleshooting.md#no-jdk-25\n",
        refusal(folder.toString()));
  }
}
