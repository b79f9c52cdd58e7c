package dev.glissade.experiment;

import dev.glissade.optim.LayerRates;
import dev.glissade.optim.Optimizer;
import dev.glissade.optim.Schedule;
import java.util.LinkedHashMap;
import java.util.Map;

/// Learning rates by layer as people write them: `none`, or with commas `1:0.1` (layer 1 at a
/// tenth of the rate), `1:0` (frozen), `1:0.1@5` (frozen until epoch 5), `decay:0.8` (0.8 of the
/// rate for the last layer but one, 0.64 for the one before it, …).
final class LayerFactors {
  static final String NONE = "none";
  private static final String FORMS = "none, decay:FACTOR or LAYER:FACTOR[@EPOCH]";

  private LayerFactors() {}

  /// The optimiser with the rates that `text` describes.
  ///
  /// @throws IllegalArgumentException naming the part that is wrong
  static Optimizer apply(String text, Optimizer optimizer) {
    if (text.equals(NONE)) {
      return optimizer;
    }
    Map<String, Schedule> factors = new LinkedHashMap<>();
    double decay = 1;
    for (String part : text.split(",", -1)) {
      Form form = new Form("layer-rates", part.strip()).count(1, 1, FORMS);
      if (form.name().equals("decay")) {
        decay = form.number(1);
      } else if (factors.put(form.name(), factor(form)) != null) {
        throw new IllegalArgumentException(
            "layer-rates: expected each layer once, but got '%s' twice".formatted(form.name()));
      }
    }
    return new LayerRates(factors, decay).of(optimizer);
  }

  private static Schedule factor(Form form) {
    String[] words = form.parts().get(1).split("@", 2);
    Form factor = new Form("layer-rates", form.name() + ":" + words[0]);
    double value = factor.number(1);
    if (!(value >= 0 && value <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "layer-rates: expected a finite factor of at least 0, but got '%s' in '%s'"
              .formatted(words[0], form.text()));
    }
    return words.length == 1
        ? Schedule.constant(value)
        : LayerRates.unfrozenAt(
            new Form("layer-rates", form.name() + ":" + words[1]).whole(1), value);
  }
}
