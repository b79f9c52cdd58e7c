package dev.glissade.train.golden;

import dev.glissade.optim.Plateau;
import java.util.ArrayList;
import java.util.List;

/// Files of rates that are reduced when a metric stands still.
final class PlateauCases {
  private PlateauCases() {}

  static GoldenCase check(GoldenFile file, Settings config) {
    Settings options = config.child("config");
    Plateau plateau =
        switch (file.framework()) {
          case "torch" -> torch(options);
          case "keras" -> keras(options);
          case "optax" -> optax(options);
          default -> throw new AssertionError("golden %s: unknown framework".formatted(file));
        };
    options.requireAllRead();
    double rate = config.number("lr");
    // Optax keeps a factor of the rate, and its lowest value too.
    boolean isFactor = file.framework().equals("optax");
    double[] metrics = file.numbers("config", "metrics");
    config.requireAllRead();
    return (_, findings) -> {
      List<Double> rates = new ArrayList<>();
      List<Double> bad = new ArrayList<>();
      Plateau.Watch watch = plateau.start(isFactor ? 1 : rate);
      for (double metric : metrics) {
        watch = plateau.next(watch, metric);
        rates.add(isFactor ? watch.rate() * rate : watch.rate());
        bad.add((double) watch.bad());
      }
      findings.compare(rates.stream().mapToDouble(x -> x).toArray(), "lr_after_metric");
      if (file.has("expected", "bad_epochs")) {
        findings.compare(bad.stream().mapToDouble(x -> x).toArray(), "bad_epochs");
      }
    };
  }

  private static Plateau torch(Settings options) {
    double threshold = options.number("threshold", 1e-4);
    boolean isAbsolute = options.text("threshold_mode").equals("abs");
    return new Plateau(
        Plateau.Rule.PYTORCH,
        options.text("mode").equals("max"),
        options.number("factor", 0.1),
        (int) options.number("patience", 10),
        isAbsolute ? 0 : threshold,
        isAbsolute ? threshold : 0,
        (int) options.number("cooldown", 0),
        options.number("min_lr", 0),
        1);
  }

  private static Plateau keras(Settings options) {
    return new Plateau(
        Plateau.Rule.KERAS,
        options.text("mode").equals("max"),
        options.number("factor", 0.1),
        (int) options.number("patience", 10),
        0,
        options.number("min_delta", 1e-4),
        (int) options.number("cooldown", 0),
        options.number("min_lr", 0),
        1);
  }

  private static Plateau optax(Settings options) {
    return new Plateau(
        Plateau.Rule.OPTAX,
        false,
        options.number("factor", 0.1),
        (int) options.number("patience", 10),
        options.number("rtol", 1e-4),
        options.number("atol", 0),
        (int) options.number("cooldown", 0),
        options.number("min_scale", 0),
        (int) options.number("accumulation_size", 1));
  }
}
