"""A copy of a Stanza model with a lower learning rate in its settings.

    python -m training.lower WORK/models/ner/quotetrack.pt WORK/models/ner/low.pt --lr 5e-4

Stanza's `--finetune` continues with the rate in the file, whatever the command line says.
"""

import argparse

import torch


def main():
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("model")
    arguments.add_argument("out")
    arguments.add_argument("--lr", type=float, required=True)
    args = arguments.parse_args()
    saved = torch.load(args.model, weights_only=True)
    saved["config"].update(lr=args.lr, lr_decay=0.4, patience=0, min_lr=1e-5)
    torch.save(saved, args.out)


if __name__ == "__main__":
    main()
