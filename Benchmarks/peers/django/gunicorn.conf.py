"""Workers and threads come from the environment; run.sh holds the values that were fastest on two cores."""
import os

bind = os.environ["PEER_BIND"]
workers = int(os.environ["PEER_WORKERS"])
threads = int(os.environ["PEER_THREADS"])
worker_class = "gthread" if threads > 1 else "sync"
worker_tmp_dir = "/dev/shm"
backlog = 2048
keepalive = 30
preload_app = True
accesslog = None
errorlog = "-"
loglevel = "warning"
control_socket_disable = True
