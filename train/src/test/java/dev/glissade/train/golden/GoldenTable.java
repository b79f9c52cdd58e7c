package dev.glissade.train.golden;

import dev.glissade.optim.Averaged;
import dev.glissade.optim.Optimizer;
import dev.glissade.optim.WeightDecay;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.opentest4j.TestAbortedException;

/// The rows of the tables in the documentation: one for each golden file of some folders.
///
/// Differences are rounded up to a power of ten, and what is lost in the noise of the arithmetic to
/// its level, so that the rows are the same on every machine.
final class GoldenTable {
  private static final String OPTIMIZERS = "optimizers/";
  private static final String LAYERS = "layers/";
  private static final String LOSSES = "losses/";
  private static final double NOISE_OF_DOUBLE = 1e-14;
  private static final double NOISE_OF_FLOAT = 1e-6;

  private GoldenTable() {}

  /// The rows for the files in the given folders of `folder`, by file name; files of features to
  /// come have none.
  static Map<String, String> rows(GoldenFolder folder, List<String> folders, GoldenRun run) {
    Map<String, String> rows = new TreeMap<>();
    for (String name : folder.names()) {
      if (folders.stream().anyMatch(name::startsWith)) {
        try {
          rows.put(name, row(folder.file(name), run.findings(folder.file(name))));
        } catch (TestAbortedException _) {
          // Listed in ToCome.
        }
      }
    }
    return rows;
  }

  private static String row(GoldenFile file, List<Findings> findings) {
    return "| %s | %s | `%s` | %s | %s |"
        .formatted(
            ours(file),
            source(file),
            file.name(),
            largest(findings, false, NOISE_OF_DOUBLE),
            largest(findings, true, NOISE_OF_FLOAT));
  }

  private static String ours(GoldenFile file) {
    if (file.name().startsWith(OPTIMIZERS)) {
      return describe(OptimizerCases.optimizer(file));
    }
    if (file.name().startsWith(LAYERS) || file.name().startsWith(LOSSES)) {
      return Kinds.of(file) instanceof NamedCase named ? named.name() : "";
    }
    return schedule(file.config());
  }

  private static String source(GoldenFile file) {
    return switch (file.framework()) {
      case "numpy" -> "textbook";
      case "torch" -> "PyTorch " + file.at("version").asString();
      case "keras" -> "Keras " + file.at("version").asString();
      default -> "Optax " + file.at("version").asString();
    };
  }

  private static String describe(Optimizer optimizer) {
    return switch (optimizer) {
      case Optimizer.Chained chained ->
          parts(chained.first()) + describe(chained.inner()) + tail(chained.last());
      case Optimizer.Scaled scaled -> describe(scaled.inner());
      case Averaged averaged -> describe(averaged.inner()) + " + average";
      case WeightDecay.Decayed decayed ->
          describe(decayed.inner())
              + " + "
              + decayed.decay().kind().name().toLowerCase(Locale.ROOT)
              + " decay";
      default -> optimizer.getClass().getSimpleName();
    };
  }

  private static String parts(List<?> transforms) {
    return transforms.stream().map(each -> label(each) + " + ").collect(Collectors.joining());
  }

  private static String tail(List<?> transforms) {
    return transforms.stream().map(each -> " + " + label(each)).collect(Collectors.joining());
  }

  private static String label(Object transform) {
    return transform.getClass().isRecord() ? transform.getClass().getSimpleName() : "transform";
  }

  private static String schedule(Settings config) {
    if (config.has("metrics")) {
      return "Plateau";
    }
    return config.text("form") + config.text("class") + config.text("function");
  }

  private static String largest(List<Findings> findings, boolean isSingle, double noise) {
    double largest =
        findings.stream()
            .filter(each -> each.isSingle() == isSingle)
            .mapToDouble(Findings::largest)
            .max()
            .orElse(0);
    long decade = Math.round(Math.ceil(Math.log10(Math.max(largest, noise)) - 1e-9));
    return "< 1e" + decade;
  }
}
