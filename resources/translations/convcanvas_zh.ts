<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>&amp;About ConvCanvas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Actual size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Canvas alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Close document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Download all of MNIST…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Duplicate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Export as PyTorch source…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Fit all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Go on with the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;New</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Next panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Panels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Restore the layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a &amp;block…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>De&amp;lete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit &amp;selection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New from &amp;preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One &amp;step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the folder of &amp;runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>St&amp;op</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take MNIST from a &amp;folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Adding</name>
    <message>
        <source>Add {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ArgumentForm</name>
    <message>
        <source>You typed this value. Empty the field to take it from the input again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>derived</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BatchNormPanel</name>
    <message>
        <source>All channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All channels: line running, dot batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far outputs in training and in evaluation are apart: root mean square over a batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a BatchNorm layer, and its statistics appear here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first %1 channels are shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train, and the statistics of %1 appear here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Variance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>line: running · dot: batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>train and eval differ by %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CanvasView</name>
    <message>
        <source>Canvas</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Clipboard</name>
    <message>
        <source>Duplicate {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clipboard holds no nodes. Copy some, then paste.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} nodes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Closing</name>
    <message>
        <source>A run is going on. Stop it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If it goes on by itself, you find it here at the next start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let it go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CurvesPanel</name>
    <message>
        <source>Accuracy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Count epochs on the horizontal axis, not steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much of the average so far each new step keeps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logarithmic loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press Train, and loss and accuracy appear here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide this curve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>held out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>train, every step</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Data</name>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Download</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Download {name} (11 MB) from the internet?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder with the files of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Getting {name}: {done} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Getting {name}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is on this computer already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is ready to train on.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Docks</name>
    <message>
        <source>BatchNorm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Curves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Feature maps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Float</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Problems</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Properties</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DrawWire</name>
    <message>
        <source>Connect {source} to {target}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disconnect {source} from {target}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{node} cannot be wired to itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{node} does not take {shape}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{node} has no port for this end of the wire</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{node} has no port {port}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{node} takes maps (channels×height×width), not {shape}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{node} takes rows of features, not {shape}: flatten first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{node} takes {wanted} numbers, not {dtype}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{target} leads to {source}: this would make a loop</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EdgeItem</name>
    <message>
        <source>{count} numbers for each image</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FeatureMapsPanel</name>
    <message>
        <source>%1 could not be written there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1–%2 of %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any held-out image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Feature maps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of the held-out image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open image…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Random</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a node, and what an image becomes there appears here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>first weights, untrained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>label %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>trained, step %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FileDialogs</name>
    <message>
        <source>ConvCanvas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ConvCanvas documents (*.json);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export as PyTorch source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exported {path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Python files (*.py);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the changes to {name}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved {path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without saving they are lost.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Keyboard</name>
    <message>
        <source>Delete a wire</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete {count} nodes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete {count} wires</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>&amp;Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About ConvCanvas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ConvCanvas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ConvCanvas {version}: wire convolutional networks, watch them learn, look inside.

The embedded digits are part of MNIST by Y. LeCun, C. Cortes and C. Burges, CC BY-SA 3.0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Found the run that went on while the window was closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine had stopped and is being restarted. Nothing of yours is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MapGrid</name>
    <message>
        <source>here %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget these</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No files yet</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Minimap</name>
    <message>
        <source>Overview of the network</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MoveNodes</name>
    <message>
        <source>Move {count} nodes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NodeItem</name>
    <message>
        <source>parameters: {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{port}: {shape}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PalettePanel</name>
    <message>
        <source>Blocks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search blocks</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Plot</name>
    <message>
        <source>%1 could not be saved: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit and save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit to the curves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as PNG…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as SVG…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save curves</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProblemsPanel</name>
    <message>
        <source>Error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No problems: the network can be built and trained.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Problems</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show notes ({count})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the node</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warning</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PropertiesPanel</name>
    <message numerus="yes">
        <source>%n nodes selected</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>A block that this version does not know. It is kept and saved as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another node has this name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How this network is trained. Select a node to see its settings instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the node; it becomes the key of its weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network and recipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename {old} to {new}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set {argument} of the recipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set {argument} of {node}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The most layers with weights on any way through</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Title of the network; exported source takes its name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use letters, digits and _, not beginning with a digit unless it is a number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>buffers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>depth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>multiply-adds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weights</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SearchPopup</name>
    <message>
        <source>Add a block</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SourcePanel</name>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It needs nothing but PyTorch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source of the network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no source while the network has errors. See Problems.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Switch the language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The most layers with weights on any way through</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>depth {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>engine ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>engine restarting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>engine starting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>engine stopped: click to restart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no problems</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} MACs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} bytes in float32</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} multiply-adds for one image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{speed} steps/s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ToolBar</name>
    <message>
        <source>Automatic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How to train; click to change it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set {argument} of the recipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Toolbar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to learn from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where to train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>constant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cosine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>epoch {epoch} of {epochs}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one cycle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused at step {step}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>starting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step {step} of {steps} · {speed} steps/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} (not on this computer yet)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Training</name>
    <message>
        <source>The run is finished.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run is stopped.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Drag blocks here, press Tab to add one by name, or begin with a network:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opened before</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>blocks</name>
    <message>
        <source>Add a learnable number to every output channel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a learnable number to every output.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Added to the variance, so that nothing is divided by zero.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds its inputs number by number, as a residual block adds what it learnt to what came in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Also use windows that begin inside and reach over the edge.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Averages to a size that you choose, whatever comes in; 1×1 is global average pooling.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels are split into this many groups that do not mix; equal to the channels: depthwise.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels of the input; taken from it unless you type a value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Collect running statistics for eval mode; without, every batch is normalized by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Count the zeros of the padding in the mean.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distance between the window&apos;s points.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distance between the window&apos;s points; 2 looks at every other pixel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Divide by this instead of by the number of pixels in the window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each output is a weighted sum of all inputs plus a bias. At the end of a network: one output a class.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enlarges maps: nearest repeats pixels, bilinear blends the 4 around a point, bicubic 16 of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First dimension to be merged; 0 is the batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Height and width of the result.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Height and width of the result; empty: use scale_factor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Height and width of the window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far the window moves at each step; 2 halves the map.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far the window moves at each step; empty: as far as the window is wide.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many patterns to learn: the channels of the output.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many times larger; empty: use size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many weighted sums: the length of the output.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much of each new batch enters the running mean and variance; empty: the plain average of all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the pixels between are computed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In training, sets each number to 0 with probability p and scales up the rest; in eval mode does nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keeps what is positive and sets the rest to 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last dimension to be merged; -1 is the last.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lays the numbers of all maps in one row, as a Linear layer wants them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learn a scale γ and a shift β for every channel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Length of the input&apos;s last dimension; taken from it unless you type a value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Normalizes each channel over batch, height and width, then scales by γ and shifts by β. In eval mode it uses the running mean and variance that it collected in training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passes its input on unchanged: a place to branch from, or to look at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Probability with which a number is set to 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the corner pixels of input and output on each other; only for bilinear and bicubic.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Puts its inputs behind one another; along dimension 1, the channels of one follow those of the other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows and columns added around the map, at most half of the window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows and columns added around the map; “same” keeps its size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shape of one sample: channels, height, width.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slides small windows of weights over the maps. Each output channel is one pattern it has learnt to see.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes the largest number in each window: was the pattern seen anywhere here?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes the mean of each window: how strongly was the pattern seen here on the whole?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The dimension along which the inputs follow one another; 1 is the channels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The dimension whose entries add up to 1; 1 is the channels or classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turns numbers into probabilities that add up to 1. Cross-entropy does this itself: do not put it before the Output of a network that is to be trained.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the network answers. For classification: one number a class, before any softmax.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the padding is filled with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where images enter the network. Its shape is channels × height × width; the batch comes by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the result over the input.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the result over the input: saves memory, and the input is gone.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>categories</name>
    <message>
        <source>Activation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Convolution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input and output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Linear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merging</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Normalization</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Regularization</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upsampling</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>data</name>
    <message>
        <source>5,000 digits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MNIST</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>--input is for a network with one Input, and this one has {count}. Set the shapes in the file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--set {text} has no value. Write NAME=VALUE.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A run that goes on keeps its recipe; only recipe.epochs can be set, not {names}. Start a new run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No folder could be made for the run in {folder}. Empty it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No image was given.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only a network with one Input for images and one Output can classify. Change it so.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say which dataset: one of {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data set {name} is not on this computer. Choose “Download all of MNIST” or “Take MNIST from a folder” in the Train menu, or train on the 5,000 digits that come with ConvCanvas.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full: {path} was not saved, and the old file is as it was. Make room, or save elsewhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine is not ready yet. Try again in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The files of {title} in {folder} are damaged. Remove them and fetch the data again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder {folder} is not there, so {path} was not saved. Choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The images could not be downloaded: {fault}. Check the network, or take the files from a folder; the 5,000 digits that come with ConvCanvas go on working.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss became infinite at step {step}, with learning rate {rate}. Lower the learning rate, or choose another optimizer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network cannot be built. {problem}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network cannot be exported. {problem}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network gives maps and no classes. Put Flatten and a Linear before its Output.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network has errors ({count}). Mend what Problems lists first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network has no Input. Add one and connect it to the first layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network is still being looked at. Press Train again in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recipe&apos;s {argument} cannot be {value}. {help}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run ended unexpectedly; your network is untouched. What it had learnt until its last checkpoint is kept: “Go on with the run” in the Train menu continues there. Its log is {path}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run in {folder} does not listen: it is {status}. Start it again to go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run in {folder} has finished its {epochs} epochs. Give it more with --set recipe.epochs=N.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run in {folder} is being trained by process {pid}. Stop that first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights in {path} are of another network: they have {keys}, which this one lacks. Choose the weights of this network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights in {path} are of another network: they lack {keys}. Choose the weights of this network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights in {path} are of another network: {key} is {there} there and {here} here. Choose the weights of this network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no dataset called {name}. Choose one of: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no device {device} on this computer. Choose auto, or one of: {devices}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no held-out image {image}: they count from 0 to {last}. Choose another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no preset called {name}. Choose one of: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no setting called {name}. Choose one of: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is not enough memory to train {title} with {batch_size} images in a step. Lower batch_size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training ended by a fault in ConvCanvas ({fault}). Please report it, with {folder}/log.txt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was chosen is not in the network. Choose a node that leads to an Output.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You may not write to {folder}, so {path} was not saved. Choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is not the network that the run in {folder} trains. Start a new run, or give it the run&apos;s own document.json.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} has no file {name} or {name}.gz. Choose the folder that holds the four files of MNIST.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} holds a run already. Add --resume to go on with it, or choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} holds a run already. Go on with it by --resume, or choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} holds no run to go on with. Name its folder with --run, or leave out --resume.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} holds no weights yet. Train the network first, or choose another run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{message}. See {program} --help.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{node} cannot normalize one image whose maps have one pixel. Set batch_size to 2 or more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{node} is given {shape} for an image, and training needs one number a class. Put Flatten and a Linear with {classes} out_features before it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{node} is given {shape} numbers for an image, and the data has {classes} classes. Set out_features of the last Linear to {classes}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} cannot be read as weights: it is damaged, or not a file of weights. Choose another file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} cannot be read: {fault}. Check the disk, or choose another file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} ends in the middle, at line {line}: the file was cut off. Restore it from a copy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} has more than {most} million pixels. Choose a smaller image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} holds a number that cannot be used: {fault}. Mend it, or choose another file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} holds no weights by name (a state_dict). Choose a file with the weights alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is a damaged image. Choose another, or save it anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is a folder, so nothing was saved. Choose another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is a folder. Choose a file in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is broken at {place}: {fault}. Mend it there, or restore the file from a copy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is broken, so the run cannot be read. Choose another run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is damaged and cannot be unpacked. Get it anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is empty. Choose another file, or restore it from a copy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is larger than a document can be (256 MB). Choose another file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is nested too deeply to be a ConvCanvas document. Choose another file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is not a ConvCanvas document. Choose a file that ConvCanvas has saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is not a ConvCanvas document: it is not text. Choose another file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is not an image that can be read. Choose one of these kinds: {kinds}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is not the file of MNIST that its name says, or it is damaged. Get it anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is not there. Check the name, or choose another file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is not valid JSON at line {line}, column {column}. Mend that place, or choose another file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is too large for a file of MNIST. Get it anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} may not be read by you. Change its permissions, or choose another file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} was not saved: {fault}. Check the disk, or save elsewhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} was written by a newer ConvCanvas (format {version}; this one reads {ours}). Update ConvCanvas.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path}, which comes with ConvCanvas, is not there. Install ConvCanvas again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} cannot be trained: a layer with inplace overwrites what another layer still needs. Clear inplace.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} has no parameters, so there is nothing to train. Add a Conv2d or a Linear.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} has {count} {kind}, and training needs exactly one. Remove the others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} is not on this computer. Fetch it with “python main.py data {name} --download”, or from a folder that has it with “--from FOLDER”, or in the window&apos;s Data menu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} takes {here} and the data has {there} images. Set the shape of {node} to {there}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{device}” is no device. Choose auto, or one of: {devices}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{text}” is no input shape. Write it as 1x3x224x224, batch first.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>presets</name>
    <message>
        <source>LeNet-5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LeNet-5 with BatchNorm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Small residual network</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>problems</name>
    <message>
        <source>A value that you type instead of “derived” stays as it is when the layer before it changes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A wire uses {port} of {node}, which is not there. Remove the wire.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one of: {choices}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear {argument}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It must be {limit}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It must be {wanted}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No node can be called {name}: PyTorch&apos;s modules use that word themselves. Choose another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only what leads from an Input to an Output is computed and trained.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the other wires</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the wire</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove {argument}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename to {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take {argument} from the input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The document has a field that this version does not know: {field}. It is kept as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file was written by a newer version ({version}). What this version does not know is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first dimension of every tensor counts the images of a batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network has no Input. Add one and connect it to the first layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network has no Output. Add one and connect what the network should answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The output of a layer would be needed before it could be computed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two layers with one key would overwrite each other&apos;s weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} nodes are called {name}. Give each a name of its own; it becomes the key of its weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} wires end at the input of {node}, which takes one. Remove all but one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} form a loop. A network runs one way: remove one of their wires.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{node} cannot add {shapes}: the sizes differ. Make them equal, or 1 where they should be repeated.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{node} cannot be computed with these arguments on {shapes}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{node} cannot join {shapes} along dimension {dim}: the other dimensions must be equal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{node} cannot join {shapes}: they have different numbers of dimensions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{node} expects {argument} = {pinned} and its input has {derived}. Take it from the input?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{node} has a field that this version does not know: {field}. It is kept as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{node} has no wire at its input {port}. Draw one from an output to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{node} has no wire at its input. Draw one from an output to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{node} is a “{block}”, a block that this version does not know. It is kept as it is; update ConvCanvas or replace the node.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{node} is given {shape}, in which the images of a batch are mixed. Flatten from dimension 1 on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{node} leads to no Output, so it is left out of the network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{node} makes a map of {size}: nothing is left. Use a larger size or scale_factor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{node} takes {wanted} numbers, and gets {dtype}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{node} takes {wanted}, and gets {shape}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{node} would need {amount} numbers in one tensor; the limit is {most}. Use smaller values.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{node}: a kernel that spans {kernel} does not fit a map of {size} with padding {padding}. Make the kernel smaller, pad more, or pool less before it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{node}: align_corners has no meaning with mode nearest. Clear it, or choose bilinear or bicubic.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{node}: give either size or scale_factor, not both and not neither.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{node}: groups = {groups} must divide both the channels in ({channels_in}) and out ({channels_out}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{node}: padding is wider than the map of {size} that “{mode}” padding copies from. Use at most {most}, or zeros.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{node}: padding {padding} is more than half of the kernel {kernel}. Use at most {most}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{node}: padding “same” needs stride 1, and stride is {stride}. Give the padding in numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{node}: start_dim comes after end_dim. Exchange them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{node}: {argument} cannot be {value}. Choose one of: {choices}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{node}: {argument} cannot be {value}; it must be {wanted}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{node}: {argument} is {value}, and its input has dimensions {least} to {most}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{node}: {argument} is {value}, and must be {limit}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{node}: {block} has no argument {argument}. It is kept, and does nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” cannot be a name. Use letters, digits and _, not beginning with a digit unless it is a number, and no Python keyword.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>recipe</name>
    <message>
        <source>Decides the first weights and the order of images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How gradients become steps: SGD with momentum, Adam, or Adam with decoupled weight decay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much of the last step goes on in the next; SGD only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often every training image is seen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images in one step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look ahead along the momentum before taking the gradient; SGD only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pulls weights towards 0, against learning by heart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of the steps (the peak, where it is scheduled); empty: 0.05 for SGD, 0.002 for Adam and AdamW.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The learning rate over the run: constant, falling as a cosine, or one cycle up and down.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to learn from: the 5,000 digits that come with ConvCanvas, or all 70,000 of MNIST.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>units</name>
    <message>
        <source>images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>×</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>window</name>
    <message>
        <source>Brought back what was not saved: {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>2 dimensions or more with the batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a list of whole numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a whole number, or two (height, width)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at least {minimum}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at most {maximum}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from {minimum} to {maximum}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>maps of channels×height×width (4 dimensions with the batch)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>more than {minimum}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>more than {minimum} and at most {maximum}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one of the choices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>real (float32)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rows of features (2 dimensions with the batch)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sequences (3 dimensions with the batch)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>true or false</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>whole (int64)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
