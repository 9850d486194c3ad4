/** Tests of pages and API over HTTP. */
@NullMarked
package eu.ttc.grants.portal;

import org.jspecify.annotations.NullMarked;
