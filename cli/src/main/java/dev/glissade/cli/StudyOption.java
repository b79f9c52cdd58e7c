package dev.glissade.cli;

import dev.glissade.experiment.ParamForm;
import dev.glissade.experiment.SpaceForm;
import dev.glissade.experiment.StudyChanges;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The options that set what `study.yaml` holds besides the settings of trainings, under the same
/// names.
enum StudyOption {
  TRIALS("N", "trials of the search"),
  TIME("LENGTH", "no trial begins after so long, such as 10m; none for no limit"),
  TRIAL_TIMEOUT(
      "LENGTH",
      "a trial that takes longer, such as 30s, is stopped: its reports count; none for no limit"),
  SPACE(
      "HOW-MUCH",
      "rate (learning rate only), usual (also units, batch size, beta), wide (also layers, decay)"
          + " or all (also beta1, beta2, epsilon, dropout, l2)"),
  GOALS("METRICS", "validation.accuracy, .macro_f1, .loss; validation.rmse, .mae, .r2, .loss"),
  SAMPLER("FORM", "who proposes: auto, random, grid, halton, sobol, tpe, gp, cma-es, …"),
  STOPPER("FORM", "who ends trials early: none, median, asha, …"),
  SCHEDULER("FORM", "who spends the epochs: trials, asha-promote, hyperband, …"),
  LEADERS("N", "so many of the best are trained again for an honest score; 0 for none"),
  SEEDS("N", "with so many further seeds each"),
  JOBS("N", "trials at once; as many as threads if not given"),
  LAG("N", "trials that may be under way unseen by a proposal; 0 for whatever comes first"),
  STORAGE("ADDRESS", "sqlite:FILE in the study folder, or postgresql://user:password@host/base"),
  RETEST_AFTER("LENGTH", "age at which the choice should be tested again, such as 90d");

  private static final String TUNE = "--tune";

  private final String label;
  private final String description;

  StudyOption(String label, String description) {
    this.label = label;
    this.description = description;
  }

  private String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private String option() {
    return "--" + key();
  }

  /// Adds all of them and `--tune` to a command.
  static void addTo(CommandSpec spec) {
    spec.addOption(
        OptionSpec.builder(TUNE)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel("NAME=FORM")
            .description(
                "a setting to vary, as often as wanted: "
                    + ParamForm.forms()
                    + "; also units, layers and decay; alone it is the whole space")
            .build());
    for (StudyOption option : values()) {
      spec.addOption(
          OptionSpec.builder(option.option())
              .type(String.class)
              .paramLabel(option.label)
              .description(option.description.replace("%", "%%"))
              .build());
    }
  }

  /// Those that were given, with the settings of trainings that were.
  static StudyChanges changes(ParseResult parsed) {
    Map<String, String> study = new LinkedHashMap<>();
    for (StudyOption option : values()) {
      if (parsed.hasMatchedOption(option.option())) {
        study.put(option.key(), parsed.matchedOptionValue(option.option(), ""));
      }
    }
    List<String> tuned = parsed.matchedOptionValue(TUNE, List.of());
    return new StudyChanges(SettingOption.given(parsed), study, SpaceForm.forms(tuned));
  }
}
