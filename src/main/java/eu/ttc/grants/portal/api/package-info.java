/** The REST API: what the pages do, for integrations. */
@NullMarked
package eu.ttc.grants.portal.api;

import org.jspecify.annotations.NullMarked;
