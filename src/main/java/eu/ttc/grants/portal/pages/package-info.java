/** Pages for applicants and staff. */
@NullMarked
package eu.ttc.grants.portal.pages;

import org.jspecify.annotations.NullMarked;
