package esg.esg;

import esg.esg.settings.StartFailure;
import esg.store.backup.BackupFailure;
import esg.store.backup.Restore;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Brings a backup back. */
@Command(
        name = "restore",
        description = {
            "Brings a backup back into an empty database, H2 or PostgreSQL, whichever it was made of; all nodes are stopped. The key goes to",
            "where the settings want it. docs/upgrade.md says more."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class RestoreCommand implements Callable<Integer> {
    @Mixin
    private KeptFiles files = new KeptFiles();

    @Option(names = "--force", description = "Replaces what is in the database, and puts another key aside.")
    private boolean force;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws StartFailure, esg.store.StartFailure, BackupFailure {
        var config = files.config();
        var tables = Restore.read(KeptFiles.store(config), KeptFiles.token(config), files.backup(), force);
        if (spec != null) {
            var out = spec.commandLine().getOut();
            out.println("restored " + KeptFiles.told(tables) + "; every node needs the key "
                    + KeptFiles.store(config).keyFile());
        }
        return 0;
    }
}
