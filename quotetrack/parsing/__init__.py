"""Article -> Parse: sentences, words, dependency trees, entities, and the tagger's output.

`parsers.load(name)` gives a parser, a callable from articles to parses that can run in several
processes; `conllu.conllu` writes a parse for people; `tree.DependencyTree` is how the rules of the
next packages read a sentence. Only this package imports onnxruntime, stanza and torch.

The shipped parser is one network for all layers (joint_parser); joint_stanza puts it into stanza's
pipelines. Any official stanza model can be taken instead (stanza_parser).

Order: tree, conllu, parser_input, spanning_trees, stanza_speedups, tagger_windows, tagger_decoding,
tagger_network, tagger, stanza_parser, contractions, lemma_scripts, joint_pieces, joint_words,
joint_entities, joint_model, joint_tagging, joint_heads, joint_parser, joint_network, parsers,
joint_stanza.
"""

__all__ = ["conllu", "parsers", "tree"]
