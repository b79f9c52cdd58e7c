package dev.glissade.experiment;

import dev.glissade.data.Names;
import dev.glissade.optim.Span;
import dev.glissade.optim.WeightAverage;
import java.util.List;
import java.util.Optional;

/// Averages of weights as people write them: `none`, `ema:0.999` (exponentially weighted),
/// `ema:0.9999:0.67` (with a decay of `1 - t^-0.67` at first), `swa:0.75` or `swa:75%` (the mean
/// over the ends of epochs after that share of the plan).
final class Averages {
  static final String NONE = "none";

  /// The forms, for help.
  static final String FORMS = "none, ema:DECAY[:POWER], swa:SHARE";

  private Averages() {}

  /// The average that `text` describes.
  ///
  /// @throws IllegalArgumentException naming the part that is wrong
  static Optional<WeightAverage> parse(String text) {
    Form form = new Form("average", text);
    return switch (form.name()) {
      case NONE -> {
        form.count(0, 0, FORMS);
        yield Optional.empty();
      }
      case "ema" -> {
        double decay = form.count(1, 2, FORMS).number(1);
        if (!(decay >= 0 && decay < 1)) {
          throw form.wrong("a decay of at least 0 and below 1", form.parts().get(1));
        }
        yield Optional.of(
            form.parts().size() > 2
                ? WeightAverage.growing(decay, form.number(2))
                : WeightAverage.exponential(decay));
      }
      case "swa" ->
          Optional.of(WeightAverage.tail(Span.share(form.count(1, 1, FORMS).share(1, 0))));
      default ->
          throw Names.unknown("average", "averages", form.name(), List.of(NONE, "ema", "swa"));
    };
  }
}
