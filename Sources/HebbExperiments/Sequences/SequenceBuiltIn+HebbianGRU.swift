extension SequenceBuiltIn {
  static let hebbianGRU = """
    # A projection that learns from its inputs by a Hebbian rule, without labels, and behind it a gated recurrent unit
    # and a fully connected layer that learn the next character by back-propagation through time.
    #
    #   hebb train hebbian-gru --data books/
    #   hebb compare hebbian-gru --data books/ --each projection=hebbian,frozen,backPropagated
    #
    # Change single values with --set state=128; an unknown key is an error.

    name: hebbian-gru                # names the folder of a run
    about: Next characters by a Hebbian projection and a GRU
    model: hebbian-gru

    task: text                       # or tasks that need memory: {name: copy, lag: 20}, recall, pixels
    vocabulary: data                 # the characters that occur; or bytes, or the characters themselves
    length: 100                      # characters of a sequence
    lanes: 16                        # sequences side by side
    characters: 3000000              # to learn from, with repetition
    evaluations: 20                  # on the way, on held-out text
    evaluated: 100000                # characters of it, at most
    schedule: linear                 # of all learning rates: they fall to 0

    state: 256                       # units of the projection, and of the GRU

    # How the projection learns. Any rule of "hebb rules" that needs no error and no reward.
    projection: hebbian              # or frozen, or backPropagated like all that is behind it
    rule: subspace
    constraints: none
    learningRate: 0.001

    backpropRate: 0.005              # of Adam
    clip: 1                          # longest gradient

    """
}
