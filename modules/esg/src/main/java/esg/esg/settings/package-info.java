/**
 * What the operator says of the node as a whole: file, command line and defaults joined by {@link esg.esg.settings.ConfigFile}, read into
 * {@link esg.esg.settings.EsgSettings}. Each module reads its own part; wrong settings stop the start with file, line, key and reason.
 */
@NullMarked
package esg.esg.settings;

import org.jspecify.annotations.NullMarked;
