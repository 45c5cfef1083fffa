"""Runs a command on a terminal of its own: python3 terminal.py '["d", "q"]' COMMAND...; each question gets the next answer."""
import json, os, pty, select, sys

answers, command = json.loads(sys.argv[1]), sys.argv[2:]
child, terminal = pty.fork()
if child == 0:
    os.execvp(command[0], command)
shown, asked = b"", 0
while select.select([terminal], [], [], 20)[0]:
    try:
        part = os.read(terminal, 65536)
    except OSError:
        break
    if not part:
        break
    shown += part
    if answers and b"] " in shown[asked:]:
        asked = len(shown)
        os.write(terminal, answers.pop(0).encode())
else:
    os.kill(child, 9)
sys.stdout.write(shown.decode())
sys.stdout.flush()
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
