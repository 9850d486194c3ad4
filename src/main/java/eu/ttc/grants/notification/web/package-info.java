/** API and page by which staff see what applicants were told, and have it sent again. */
@NullMarked
package eu.ttc.grants.notification.web;

import org.jspecify.annotations.NullMarked;
