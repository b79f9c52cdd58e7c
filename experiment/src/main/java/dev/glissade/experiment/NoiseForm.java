package dev.glissade.experiment;

import dev.glissade.optim.GradientNoise;
import java.util.Optional;

/// Gradient noise as people write it: `none`, or `ETA[:GAMMA]` of the variance
/// `ETA / (1 + t)^GAMMA`, as in `0.3` or `0.3:0.55`.
final class NoiseForm {
  static final String NONE = "none";
  private static final String FORMS = "none, ETA[:GAMMA]";

  private NoiseForm() {}

  /// The noise that `text` describes.
  ///
  /// @throws IllegalArgumentException naming the part that is wrong
  static Optional<GradientNoise> parse(String text) {
    Form form = new Form("gradient-noise", text).count(0, 1, FORMS);
    return text.equals(NONE)
        ? Optional.empty()
        : Optional.of(new GradientNoise(form.number(0), form.number(1, GradientNoise.USUAL_GAMMA)));
  }
}
