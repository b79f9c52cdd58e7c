/// What a study says, and how sure it is: importance, honest scores, what more trials would buy,
/// advice. Pure functions of a `History`. Begin with `StudyAnalysis`.
package dev.glissade.tune.analysis;
