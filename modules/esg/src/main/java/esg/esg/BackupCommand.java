package esg.esg;

import esg.esg.settings.StartFailure;
import esg.esg.settings.Version;
import esg.store.backup.Backup;
import esg.store.backup.BackupFailure;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Keeps an installation in a file. */
@Command(
        name = "backup",
        description = {
            "Writes configuration, tokens and the key of all passwords into one file. Nodes with PostgreSQL may run meanwhile; one with an",
            "embedded database must be stopped. docs/upgrade.md says more."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class BackupCommand implements Callable<Integer> {
    @Mixin
    private KeptFiles files = new KeptFiles();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws StartFailure, esg.store.StartFailure, BackupFailure {
        var config = files.config();
        var file = files.backup();
        var tables = Backup.write(KeptFiles.store(config), KeptFiles.token(config), file, Version.TEXT);
        if (spec != null) {
            var line = spec.commandLine();
            line.getOut().println("backup of " + KeptFiles.told(tables) + ": " + file);
            line.getErr().println("esg: the file holds the key of all passwords: keep it as you keep them");
        }
        return 0;
    }
}
