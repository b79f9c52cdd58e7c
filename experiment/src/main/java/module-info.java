import org.jspecify.annotations.NullMarked;

/// Trainings described as data: settings in YAML, a run folder with everything that came of it, a
/// model file that can be asked later, and a report to look at.
///
/// Begin with `Experiment`, which trains into a `RunFolder` as `RunSettings` say; `Predictor` asks
/// the model.
@NullMarked
module dev.glissade.experiment {
  requires static org.jspecify;
  requires transitive dev.glissade.train;
  requires transitive dev.glissade.tune;
  requires com.fasterxml.jackson.annotation;
  requires transitive tools.jackson.databind;
  requires tools.jackson.dataformat.yaml;

  exports dev.glissade.experiment;

  opens dev.glissade.experiment to
      tools.jackson.databind;
}
