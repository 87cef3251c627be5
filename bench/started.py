"""Starts the newsroom on core 0 and asks for the front until it is there. started.py PROGRAM DIR: prints milliseconds
until the first 200, and what the next front took."""
import http.client, os, socket, subprocess, sys, time

program, folder = sys.argv[1:3]
with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
begun = time.perf_counter()
command = ["taskset", "-c", "0", program, "serve", "--data", folder, "--listen", f"127.0.0.1:{port}", "--quiet"]
server = subprocess.Popen(command, stdout=subprocess.DEVNULL)


def front():
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", "/en/")
        answer = connection.getresponse()
        answer.read()
        return answer.status == 200
    except OSError:
        return False


while not front():
    assert server.poll() is None, "it has ended"
    time.sleep(0.001)
first = time.perf_counter() - begun
begun = time.perf_counter()
front()
print(f"{first * 1e3:.0f} {(time.perf_counter() - begun) * 1e3:.1f}")
server.terminate()
server.wait()
