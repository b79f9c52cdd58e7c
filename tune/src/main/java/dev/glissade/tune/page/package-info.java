/// Pages and pictures for people: HTML and SVG that need no network, in the reader's choice of dark
/// or light, and the report of a study. Begin with `StudyReport`.
package dev.glissade.tune.page;
