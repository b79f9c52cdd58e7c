package dev.glissade.cli;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.glissade.engine.kernels.KernelSelection;
import dev.glissade.experiment.Version;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What `doctor` looks at.
final class Examination {
  private static final long FEWEST_BYTES = 256L << 20;

  private Examination() {}

  /// One thing looked at, what was found, and what to do if it is not good.
  record Finding(String name, boolean isGood, String text, Optional<String> help) {
    static Finding good(String name, String text) {
      return new Finding(name, true, text, Optional.empty());
    }

    static Finding judged(String name, boolean isGood, String text, String help) {
      return new Finding(name, isGood, text, isGood ? Optional.empty() : Optional.of(help));
    }
  }

  static List<Finding> all() {
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.good("glissade", Version.CURRENT));
    findings.add(jdk());
    findings.add(compiler());
    findings.add(Finding.good("cores", cores()));
    findings.add(heap());
    findings.add(kernels());
    findings.addAll(speed());
    findings.add(folder("runs", Path.of("runs")));
    findings.add(folder("temporary", Path.of(System.getProperty("java.io.tmpdir", "."))));
    return findings;
  }

  private static Finding jdk() {
    String text =
        "%s (%s), %s"
            .formatted(
                Runtime.version(),
                System.getProperty("java.vendor"),
                System.getProperty("java.home"));
    return Finding.judged(
        "jdk", Runtime.version().feature() >= 25, text, "Glissade wants JDK 25 or newer");
  }

  /// Without the optimising compiler everything is many times slower.
  private static Finding compiler() {
    var hotSpot = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    boolean isFull =
        hotSpot != null && hotSpot.getVMOption("TieredStopAtLevel").getValue().equals("4");
    boolean isMixed = System.getProperty("java.vm.info", "").contains("mixed");
    return Finding.judged(
        "compiler",
        isFull && isMixed,
        System.getProperty("java.vm.name") + ", " + System.getProperty("java.vm.info"),
        "start the JVM without -Xint and -XX:TieredStopAtLevel");
  }

  private static String cores() {
    int usable = Runtime.getRuntime().availableProcessors();
    Path quota = Path.of("/sys/fs/cgroup/cpu.max");
    String limit = "";
    try {
      limit = Files.isReadable(quota) ? ", quota " + Files.readString(quota).strip() : "";
    } catch (IOException _) {
      limit = "";
    }
    return usable + " usable, " + System.getProperty("os.arch") + limit;
  }

  private static Finding heap() {
    long most = Runtime.getRuntime().maxMemory();
    return Finding.judged(
        "heap",
        most >= FEWEST_BYTES,
        String.format(Locale.ROOT, "%,d MiB at most", most >> 20),
        "give the JVM more memory: GLISSADE_JAVA_OPTIONS=-Xmx2g");
  }

  private static Finding kernels() {
    String description = KernelSelection.current().description();
    boolean isPlain = description.equals(KernelSelection.choose("plain").description());
    return Finding.judged(
        "kernels",
        !isPlain || "plain".equals(System.getProperty("glissade.kernels")),
        description,
        "the Vector API was not found: start with ./glissade, or on the module path");
  }

  private static List<Finding> speed() {
    List<Finding> findings = new ArrayList<>();
    int cores = Runtime.getRuntime().availableProcessors();
    for (int threads : cores == 1 ? new int[] {1} : new int[] {1, cores}) {
      MatMulTrial.Outcome outcome = new MatMulTrial(threads).measure();
      String text =
          String.format(
              Locale.ROOT,
              "%.1f GFLOP/s with %d thread%s in products of 512 × 512 matrices; largest error %.1e",
              outcome.gigaflops(),
              threads,
              threads == 1 ? "" : "s",
              outcome.largestError());
      findings.add(
          Finding.judged(
              "speed", outcome.isRight(), text, "the products are wrong: please report this"));
    }
    return findings;
  }

  /// A folder is writable if a file can be made in it, or in the nearest one above that exists.
  private static Finding folder(String name, Path folder) {
    Path existing = folder.toAbsolutePath().normalize();
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    boolean isWritable;
    try {
      Files.delete(Files.createTempFile(existing, "glissade", ".tmp"));
      isWritable = true;
    } catch (IOException _) {
      isWritable = false;
    }
    return Finding.judged(
        name,
        isWritable,
        folder.toAbsolutePath().normalize() + (isWritable ? " is" : " is not") + " writable",
        "choose another with --out FOLDER");
  }

  static ObjectNode json(List<Finding> findings) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("status", findings.stream().allMatch(Finding::isGood) ? "ok" : "bad");
    var list = json.putArray("findings");
    for (Finding finding : findings) {
      ObjectNode node = list.addObject();
      node.put("name", finding.name()).put("ok", finding.isGood()).put("text", finding.text());
      finding.help().ifPresent(help -> node.put("help", help));
    }
    return json;
  }
}
