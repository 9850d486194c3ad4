/**
 * Loads the sample dossiers of {@code src/samples} into a running programme, as applicants would.
 */
@NullMarked
package eu.ttc.grants.local.samples;

import org.jspecify.annotations.NullMarked;
