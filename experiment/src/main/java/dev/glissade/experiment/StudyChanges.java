package dev.glissade.experiment;

import java.util.Map;
import java.util.SequencedMap;

/// What somebody says of a study besides a file, or in place of one.
///
/// @param training texts by the names of training settings
/// @param study texts by the names of the other keys of `study.yaml`
/// @param space forms of parameters by name
public record StudyChanges(
    Map<String, String> training, Map<String, String> study, SequencedMap<String, String> space) {}
