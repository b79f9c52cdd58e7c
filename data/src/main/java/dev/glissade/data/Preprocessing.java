package dev.glissade.data;

import java.util.List;

/// How data becomes the numbers that a network sees: fitted on the training part only, stored with
/// the model, and applied to whatever the model is asked about later. Pure data.
public sealed interface Preprocessing
    permits TablePreprocessing, ImagePreprocessing, NoPreprocessing {
  /// What is predicted.
  Task task();

  /// The shape of one example's features.
  int[] featureShape();

  /// The features' names, in order; empty for images and for data used as it is.
  List<String> featureNames();

  /// A predicted number in the units of the data. The index of a class is left as it is.
  double decode(int target, double value);

  /// The units of the data in one unit of the encoded target: an error of 0.5 in the latter is one
  /// of `0.5 * targetScale` in the former.
  double targetScale(int target);
}
