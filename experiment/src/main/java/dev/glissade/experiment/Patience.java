package dev.glissade.experiment;

import dev.glissade.data.Names;
import dev.glissade.optim.Span;
import dev.glissade.train.EarlyStopping;
import java.util.List;

/// Early stopping as people write it: `patience` is a length such as `10` (epochs), `500st` or
/// `10%`, 0 for never; `min-delta` is a difference such as `0.001`, or a share of the best loss
/// such as `0.1%`; `ties` is `first` or `last`.
final class Patience {
  static final String FIRST = "first";
  private static final String LAST = "last";

  private Patience() {}

  /// The rule that the three settings describe.
  ///
  /// @throws IllegalArgumentException naming the setting that is wrong
  static EarlyStopping parse(String patience, String delta, String ties) {
    Span length = new Form("patience", patience).span(0);
    boolean isShare = delta.endsWith("%");
    Form least = new Form("min-delta", delta);
    if (!List.of(FIRST, LAST).contains(ties)) {
      throw Names.unknown("ties", "rules", ties, List.of(FIRST, LAST));
    }
    return new EarlyStopping(
        length,
        isShare ? least.share(0, 0) : least.number(0),
        isShare,
        ties.equals(LAST) ? EarlyStopping.Tie.LAST : EarlyStopping.Tie.FIRST);
  }
}
