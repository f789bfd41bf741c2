<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>&amp;About ConvCanvas</source>
        <translation>关于 ConvCanvas(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Actual size</source>
        <translation>实际大小(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Canvas alone</source>
        <translation>仅显示画布(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Close document</source>
        <translation>关闭文档(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Download all of MNIST…</source>
        <translation>下载完整的 MNIST(&amp;D)…</translation>
    </message>
    <message>
        <source>&amp;Duplicate</source>
        <translation>创建副本(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Export as PyTorch source…</source>
        <translation>导出为 PyTorch 源代码(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Fit all</source>
        <translation>显示全部(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Go on with the run</source>
        <translation>继续这次训练(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;New</source>
        <translation>新建(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Next panel</source>
        <translation>下一个面板(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>打开(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Panels</source>
        <translation>面板(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>粘贴(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Restore the layout</source>
        <translation>恢复布局(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Train</source>
        <translation>训练(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>Add a &amp;block…</source>
        <translation>添加模块(&amp;B)…</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>剪切(&amp;T)</translation>
    </message>
    <message>
        <source>De&amp;lete</source>
        <translation>删除(&amp;L)</translation>
    </message>
    <message>
        <source>Fit &amp;selection</source>
        <translation>显示所选(&amp;S)</translation>
    </message>
    <message>
        <source>New from &amp;preset</source>
        <translation>从预设新建(&amp;P)</translation>
    </message>
    <message>
        <source>One &amp;step</source>
        <translation>单步(&amp;S)</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>最近打开(&amp;R)</translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation>另存为(&amp;A)…</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>全选(&amp;A)</translation>
    </message>
    <message>
        <source>Show the folder of &amp;runs</source>
        <translation>打开训练记录文件夹(&amp;R)</translation>
    </message>
    <message>
        <source>St&amp;op</source>
        <translation>停止(&amp;O)</translation>
    </message>
    <message>
        <source>Take MNIST from a &amp;folder…</source>
        <translation>从文件夹导入 MNIST(&amp;F)…</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>放大(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>缩小(&amp;O)</translation>
    </message>
</context>
<context>
    <name>Adding</name>
    <message>
        <source>Add {name}</source>
        <translation>添加 {name}</translation>
    </message>
</context>
<context>
    <name>ArgumentForm</name>
    <message>
        <source>You typed this value. Empty the field to take it from the input again.</source>
        <translation>这个值是手动输入的。清空后将重新由输入推导。</translation>
    </message>
    <message>
        <source>derived</source>
        <translation>自动推导</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>not given</source>
        <translation>未指定</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
</context>
<context>
    <name>BatchNormPanel</name>
    <message>
        <source>All channels</source>
        <translation>所有通道</translation>
    </message>
    <message>
        <source>All channels: line running, dot batch</source>
        <translation>所有通道：线为滑动统计，点为当前批次</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>How far outputs in training and in evaluation are apart: root mean square over a batch</source>
        <translation>训练模式与评估模式的输出相差多少：一个批次上的均方根</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>Select a BatchNorm layer, and its statistics appear here</source>
        <translation>选中一个 BatchNorm 层，这里将显示它的统计量</translation>
    </message>
    <message>
        <source>The first %1 channels are shown.</source>
        <translation>仅显示前 %1 个通道。</translation>
    </message>
    <message>
        <source>Train, and the statistics of %1 appear here</source>
        <translation>开始训练后，这里将显示 %1 的统计量</translation>
    </message>
    <message>
        <source>Variance</source>
        <translation>方差</translation>
    </message>
    <message>
        <source>average of all</source>
        <translation>全体平均</translation>
    </message>
    <message>
        <source>batch</source>
        <translation>当前批次</translation>
    </message>
    <message>
        <source>line: running · dot: batch</source>
        <translation>线：滑动统计 · 点：当前批次</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>/ %1</translation>
    </message>
    <message>
        <source>running</source>
        <translation>滑动统计</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>train and eval differ by %1</source>
        <translation>训练与评估 相差 %1</translation>
    </message>
</context>
<context>
    <name>CanvasView</name>
    <message>
        <source>Canvas</source>
        <translation>画布</translation>
    </message>
</context>
<context>
    <name>Clipboard</name>
    <message>
        <source>Duplicate {what}</source>
        <translation>创建 {what} 的副本</translation>
    </message>
    <message>
        <source>Paste {what}</source>
        <translation>粘贴 {what}</translation>
    </message>
    <message>
        <source>The clipboard holds no nodes. Copy some, then paste.</source>
        <translation>剪贴板中没有节点。请先复制节点，再粘贴。</translation>
    </message>
    <message>
        <source>{count} nodes</source>
        <translation>{count} 个节点</translation>
    </message>
</context>
<context>
    <name>Closing</name>
    <message>
        <source>A run is going on. Stop it?</source>
        <translation>训练正在进行，要停止吗？</translation>
    </message>
    <message>
        <source>If it goes on by itself, you find it here at the next start.</source>
        <translation>若让它继续，下次启动时可以在这里找到它。</translation>
    </message>
    <message>
        <source>Let it go on</source>
        <translation>让它继续</translation>
    </message>
    <message>
        <source>Stop it</source>
        <translation>停止训练</translation>
    </message>
</context>
<context>
    <name>CurvesPanel</name>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Count epochs on the horizontal axis, not steps</source>
        <translation>横轴以轮为单位，而不是步</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>按轮</translation>
    </message>
    <message>
        <source>How much of the average so far each new step keeps</source>
        <translation>每一步保留多少此前的平均值</translation>
    </message>
    <message>
        <source>Logarithmic loss</source>
        <translation>损失用对数坐标</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Press Train, and loss and accuracy appear here</source>
        <translation>点击“训练”，这里将显示损失和准确率</translation>
    </message>
    <message>
        <source>Show or hide this curve</source>
        <translation>显示或隐藏这条曲线</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>held out</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>train, every step</source>
        <translation>训练（每一步）</translation>
    </message>
</context>
<context>
    <name>Data</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Download {name} (11 MB) from the internet?</source>
        <translation>要从网上下载 {name}（11 MB）吗？</translation>
    </message>
    <message>
        <source>Folder with the files of {name}</source>
        <translation>选择存放 {name} 文件的文件夹</translation>
    </message>
    <message>
        <source>Getting {name}: {done} of {total}</source>
        <translation>正在获取 {name}：{done} / {total}</translation>
    </message>
    <message>
        <source>Getting {name}…</source>
        <translation>正在获取 {name}…</translation>
    </message>
    <message>
        <source>{name} is on this computer already.</source>
        <translation>{name} 已在本机。</translation>
    </message>
    <message>
        <source>{name} is ready to train on.</source>
        <translation>{name} 已可用于训练。</translation>
    </message>
</context>
<context>
    <name>Docks</name>
    <message>
        <source>BatchNorm</source>
        <translation>批量归一化</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>模块</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Feature maps</source>
        <translation>特征图</translation>
    </message>
    <message>
        <source>Float</source>
        <translation>浮动</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Properties</source>
        <translation>属性</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>源代码</translation>
    </message>
</context>
<context>
    <name>DrawWire</name>
    <message>
        <source>Connect {source} to {target}</source>
        <translation>连接 {source} 与 {target}</translation>
    </message>
    <message>
        <source>Disconnect {source} from {target}</source>
        <translation>断开 {source} 与 {target}</translation>
    </message>
    <message>
        <source>{node} cannot be wired to itself</source>
        <translation>{node} 不能与自身相连</translation>
    </message>
    <message>
        <source>{node} does not take {shape}</source>
        <translation>{node} 不接受 {shape}</translation>
    </message>
    <message>
        <source>{node} has no port for this end of the wire</source>
        <translation>{node} 没有可接这一端的端口</translation>
    </message>
    <message>
        <source>{node} has no port {port}</source>
        <translation>{node} 没有端口 {port}</translation>
    </message>
    <message>
        <source>{node} takes maps (channels×height×width), not {shape}</source>
        <translation>{node} 需要特征图（通道×高×宽），而不是 {shape}</translation>
    </message>
    <message>
        <source>{node} takes rows of features, not {shape}: flatten first</source>
        <translation>{node} 需要特征向量，而不是 {shape}：请先展平</translation>
    </message>
    <message>
        <source>{node} takes {wanted} numbers, not {dtype}</source>
        <translation>{node} 需要 {wanted} 类型的数，而不是 {dtype}</translation>
    </message>
    <message>
        <source>{target} leads to {source}: this would make a loop</source>
        <translation>{target} 通向 {source}：这样会形成环路</translation>
    </message>
</context>
<context>
    <name>EdgeItem</name>
    <message>
        <source>{count} numbers for each image</source>
        <translation>每张图像 {count} 个数</translation>
    </message>
</context>
<context>
    <name>FeatureMapsPanel</name>
    <message>
        <source>%1 could not be written there.</source>
        <translation>%1 无法写入该位置。</translation>
    </message>
    <message>
        <source>%1–%2 of %3</source>
        <translation>%1–%2 / %3</translation>
    </message>
    <message>
        <source>Any held-out image</source>
        <translation>任选一张验证图像</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Feature maps</source>
        <translation>特征图</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Next channels</source>
        <translation>后面的通道</translation>
    </message>
    <message>
        <source>Next image</source>
        <translation>下一张图像</translation>
    </message>
    <message>
        <source>Number of the held-out image</source>
        <translation>验证图像的编号</translation>
    </message>
    <message>
        <source>Open image</source>
        <translation>打开图像</translation>
    </message>
    <message>
        <source>Open image…</source>
        <translation>打开图像…</translation>
    </message>
    <message>
        <source>Previous channels</source>
        <translation>前面的通道</translation>
    </message>
    <message>
        <source>Previous image</source>
        <translation>上一张图像</translation>
    </message>
    <message>
        <source>Random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>保存图片</translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation>保存图片…</translation>
    </message>
    <message>
        <source>Select a node, and what an image becomes there appears here</source>
        <translation>选中一个节点，这里将显示图像在该处变成的样子</translation>
    </message>
    <message>
        <source>first weights, untrained</source>
        <translation>初始权重，未训练</translation>
    </message>
    <message>
        <source>label %1</source>
        <translation>标签 %1</translation>
    </message>
    <message>
        <source>trained, step %1</source>
        <translation>已训练，第 %1 步</translation>
    </message>
</context>
<context>
    <name>FileDialogs</name>
    <message>
        <source>ConvCanvas</source>
        <translation>ConvCanvas</translation>
    </message>
    <message>
        <source>ConvCanvas documents (*.json);;All files (*)</source>
        <translation>ConvCanvas 文档 (*.json);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Export as PyTorch source</source>
        <translation>导出为 PyTorch 源代码</translation>
    </message>
    <message>
        <source>Exported {path}</source>
        <translation>已导出 {path}</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Python files (*.py);;All files (*)</source>
        <translation>Python 文件 (*.py);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>另存为</translation>
    </message>
    <message>
        <source>Save the changes to {name}?</source>
        <translation>要保存对“{name}”的更改吗？</translation>
    </message>
    <message>
        <source>Saved {path}</source>
        <translation>已保存 {path}</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>Without saving they are lost.</source>
        <translation>如果不保存，更改将丢失。</translation>
    </message>
</context>
<context>
    <name>Keyboard</name>
    <message>
        <source>Delete a wire</source>
        <translation>删除连线</translation>
    </message>
    <message>
        <source>Delete {count} nodes</source>
        <translation>删除 {count} 个节点</translation>
    </message>
    <message>
        <source>Delete {count} wires</source>
        <translation>删除 {count} 条连线</translation>
    </message>
    <message>
        <source>Delete {name}</source>
        <translation>删除 {name}</translation>
    </message>
</context>
<context>
    <name>Language</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close the panel</source>
        <translation>关闭面板</translation>
    </message>
    <message>
        <source>Float or dock the panel</source>
        <translation>浮动或停靠面板</translation>
    </message>
    <message>
        <source>Scroll left</source>
        <translation>向左滚动</translation>
    </message>
    <message>
        <source>Scroll right</source>
        <translation>向右滚动</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>About ConvCanvas</source>
        <translation>关于 ConvCanvas</translation>
    </message>
    <message>
        <source>Brought back what was not saved: {names}</source>
        <translation>已恢复未保存的内容：{names}</translation>
    </message>
    <message>
        <source>ConvCanvas</source>
        <translation>ConvCanvas</translation>
    </message>
    <message>
        <source>ConvCanvas {version}: wire convolutional networks, watch them learn, look inside.

The embedded digits are part of MNIST by Y. LeCun, C. Cortes and C. Burges, CC BY-SA 3.0.</source>
        <translation>ConvCanvas {version}：搭建卷积网络，看它学习，看清内部。

内置的手写数字取自 Y. LeCun、C. Cortes 和 C. Burges 的 MNIST，许可协议为 CC BY-SA 3.0。</translation>
    </message>
    <message>
        <source>Found the run that went on while the window was closed.</source>
        <translation>找到了关闭窗口后仍在进行的训练。</translation>
    </message>
    <message>
        <source>The engine had stopped and is being restarted. Nothing of yours is lost.</source>
        <translation>计算引擎曾停止，正在重新启动。你的内容没有丢失。</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
</context>
<context>
    <name>MapGrid</name>
    <message>
        <source>here %1</source>
        <translation>此处 %1</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Forget these</source>
        <translation>清空列表</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>No files yet</source>
        <translation>还没有文件</translation>
    </message>
</context>
<context>
    <name>Minimap</name>
    <message>
        <source>Overview of the network</source>
        <translation>网络全貌</translation>
    </message>
</context>
<context>
    <name>MoveNodes</name>
    <message>
        <source>Move {count} nodes</source>
        <translation>移动 {count} 个节点</translation>
    </message>
    <message>
        <source>Move {name}</source>
        <translation>移动 {name}</translation>
    </message>
</context>
<context>
    <name>NodeItem</name>
    <message>
        <source>parameters: {count}</source>
        <translation>参数：{count}</translation>
    </message>
    <message>
        <source>unknown block</source>
        <translation>未知模块</translation>
    </message>
    <message>
        <source>{port}: {shape}</source>
        <translation>{port}：{shape}</translation>
    </message>
</context>
<context>
    <name>PalettePanel</name>
    <message>
        <source>Blocks</source>
        <translation>模块</translation>
    </message>
    <message>
        <source>Search blocks</source>
        <translation>搜索模块</translation>
    </message>
</context>
<context>
    <name>Plot</name>
    <message>
        <source>%1 could not be saved: %2.</source>
        <translation>%1 无法保存：%2。</translation>
    </message>
    <message>
        <source>Fit and save</source>
        <translation>适应与保存</translation>
    </message>
    <message>
        <source>Fit to the curves</source>
        <translation>适应曲线</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>保存为 CSV…</translation>
    </message>
    <message>
        <source>Save as PNG…</source>
        <translation>保存为 PNG…</translation>
    </message>
    <message>
        <source>Save as SVG…</source>
        <translation>保存为 SVG…</translation>
    </message>
    <message>
        <source>Save curves</source>
        <translation>保存曲线</translation>
    </message>
</context>
<context>
    <name>ProblemsPanel</name>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>No problems: the network can be built and trained.</source>
        <translation>没有问题：网络可以构建和训练。</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Show notes ({count})</source>
        <translation>显示提示（{count}）</translation>
    </message>
    <message>
        <source>Show the node</source>
        <translation>显示该节点</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
</context>
<context>
    <name>PropertiesPanel</name>
    <message numerus="yes">
        <source>%n nodes selected</source>
        <translation>
            <numerusform>已选中 %n 个节点</numerusform>
        </translation>
    </message>
    <message>
        <source>A block that this version does not know. It is kept and saved as it is.</source>
        <translation>此版本不认识的模块，将原样保留和保存。</translation>
    </message>
    <message>
        <source>Another node has this name.</source>
        <translation>已有节点使用这个名称。</translation>
    </message>
    <message>
        <source>Change title</source>
        <translation>修改标题</translation>
    </message>
    <message>
        <source>How this network is trained. Select a node to see its settings instead.</source>
        <translation>这个网络如何训练。选中节点可查看它的设置。</translation>
    </message>
    <message>
        <source>Name of the node; it becomes the key of its weights.</source>
        <translation>节点的名称，也是其权重的键名。</translation>
    </message>
    <message>
        <source>Network and recipe</source>
        <translation>网络与训练方案</translation>
    </message>
    <message>
        <source>Rename {old} to {new}</source>
        <translation>将 {old} 改名为 {new}</translation>
    </message>
    <message>
        <source>Set {argument} of the recipe</source>
        <translation>设置训练方案的 {argument}</translation>
    </message>
    <message>
        <source>Set {argument} of {node}</source>
        <translation>设置 {node} 的 {argument}</translation>
    </message>
    <message>
        <source>The most layers with weights on any way through</source>
        <translation>任一通路上带权重的层数的最大值</translation>
    </message>
    <message>
        <source>Title of the network; exported source takes its name.</source>
        <translation>网络的标题，导出的源代码以此命名。</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>Use letters, digits and _, not beginning with a digit unless it is a number.</source>
        <translation>请使用字母、数字和 _；除纯数字外，不能以数字开头。</translation>
    </message>
    <message>
        <source>buffers</source>
        <translation>缓冲区</translation>
    </message>
    <message>
        <source>depth</source>
        <translation>深度</translation>
    </message>
    <message>
        <source>multiply-adds</source>
        <translation>乘加次数</translation>
    </message>
    <message>
        <source>output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>权重</translation>
    </message>
</context>
<context>
    <name>SearchPopup</name>
    <message>
        <source>Add a block</source>
        <translation>添加模块</translation>
    </message>
</context>
<context>
    <name>SourcePanel</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>It needs nothing but PyTorch.</source>
        <translation>只依赖 PyTorch。</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Source of the network</source>
        <translation>网络的源代码</translation>
    </message>
    <message>
        <source>There is no source while the network has errors. See Problems.</source>
        <translation>网络有错误时没有源代码，请查看“问题”。</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n 个错误</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n 个警告</numerusform>
        </translation>
    </message>
    <message>
        <source>Switch the language</source>
        <translation>切换语言</translation>
    </message>
    <message>
        <source>The most layers with weights on any way through</source>
        <translation>任一通路上带权重的层数的最大值</translation>
    </message>
    <message>
        <source>depth {count}</source>
        <translation>深度 {count}</translation>
    </message>
    <message>
        <source>engine ready</source>
        <translation>引擎就绪</translation>
    </message>
    <message>
        <source>engine restarting…</source>
        <translation>引擎重启中…</translation>
    </message>
    <message>
        <source>engine starting…</source>
        <translation>引擎启动中…</translation>
    </message>
    <message>
        <source>engine stopped: click to restart</source>
        <translation>引擎已停止：点击重启</translation>
    </message>
    <message>
        <source>no problems</source>
        <translation>没有问题</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>{count} MACs</source>
        <translation>{count} MACs</translation>
    </message>
    <message>
        <source>{count} bytes in float32</source>
        <translation>float32 下 {count} 字节</translation>
    </message>
    <message>
        <source>{count} multiply-adds for one image</source>
        <translation>每张图像 {count} 次乘加</translation>
    </message>
    <message>
        <source>{count} parameters</source>
        <translation>{count} 个参数</translation>
    </message>
    <message>
        <source>{size} weights</source>
        <translation>权重 {size}</translation>
    </message>
    <message>
        <source>{speed} steps/s</source>
        <translation>{speed} 步/秒</translation>
    </message>
</context>
<context>
    <name>ToolBar</name>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>How to train; click to change it</source>
        <translation>如何训练；点击修改</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Progress of the run</source>
        <translation>训练进度</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Set {argument} of the recipe</source>
        <translation>设置训练方案的 {argument}</translation>
    </message>
    <message>
        <source>Toolbar</source>
        <translation>工具栏</translation>
    </message>
    <message>
        <source>What to learn from</source>
        <translation>用什么数据训练</translation>
    </message>
    <message>
        <source>Where to train</source>
        <translation>在哪个设备上训练</translation>
    </message>
    <message>
        <source>constant</source>
        <translation>恒定</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>epoch {epoch} of {epochs}</source>
        <translation>第 {epoch}/{epochs} 轮</translation>
    </message>
    <message>
        <source>one cycle</source>
        <translation>单周期</translation>
    </message>
    <message>
        <source>paused at step {step}</source>
        <translation>暂停于第 {step} 步</translation>
    </message>
    <message>
        <source>starting…</source>
        <translation>启动中…</translation>
    </message>
    <message>
        <source>step {step} of {steps} · {speed} steps/s</source>
        <translation>第 {step}/{steps} 步 · {speed} 步/秒</translation>
    </message>
    <message>
        <source>{name} (not on this computer yet)</source>
        <translation>{name}（尚未在本机）</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>剩余 {time}</translation>
    </message>
</context>
<context>
    <name>Training</name>
    <message>
        <source>The run is finished.</source>
        <translation>训练已完成。</translation>
    </message>
    <message>
        <source>The run is stopped.</source>
        <translation>训练已停止。</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Drag blocks here, press Tab to add one by name, or begin with a network:</source>
        <translation>将模块拖到这里，按 Tab 键按名称添加，或从一个网络开始：</translation>
    </message>
    <message>
        <source>Opened before</source>
        <translation>最近打开</translation>
    </message>
</context>
<context>
    <name>blocks</name>
    <message>
        <source>Add a learnable number to every output channel.</source>
        <translation>为每个输出通道加上一个可学习的偏置。</translation>
    </message>
    <message>
        <source>Add a learnable number to every output.</source>
        <translation>为每个输出加上一个可学习的偏置。</translation>
    </message>
    <message>
        <source>Added to the variance, so that nothing is divided by zero.</source>
        <translation>加在方差上，避免除以零。</translation>
    </message>
    <message>
        <source>Adds its inputs number by number, as a residual block adds what it learnt to what came in.</source>
        <translation>将各输入逐元素相加，正如残差块把学到的残差加到输入上。</translation>
    </message>
    <message>
        <source>Also use windows that begin inside and reach over the edge.</source>
        <translation>也使用起点在图内、但超出边缘的窗口。</translation>
    </message>
    <message>
        <source>Averages to a size that you choose, whatever comes in; 1×1 is global average pooling.</source>
        <translation>无论输入多大，都平均池化到指定大小；1×1 即全局平均池化。</translation>
    </message>
    <message>
        <source>Channels are split into this many groups that do not mix; equal to the channels: depthwise.</source>
        <translation>把通道分成这么多组，组间互不混合；等于通道数时即深度卷积。</translation>
    </message>
    <message>
        <source>Channels of the input; taken from it unless you type a value.</source>
        <translation>输入的通道数；不填则由输入得出。</translation>
    </message>
    <message>
        <source>Collect running statistics for eval mode; without, every batch is normalized by itself.</source>
        <translation>收集滑动统计量供评估模式使用；否则每个批次只用自身的统计量归一化。</translation>
    </message>
    <message>
        <source>Count the zeros of the padding in the mean.</source>
        <translation>计算均值时把填充的零也算在内。</translation>
    </message>
    <message>
        <source>Distance between the window&apos;s points.</source>
        <translation>窗口内各点的间距。</translation>
    </message>
    <message>
        <source>Distance between the window&apos;s points; 2 looks at every other pixel.</source>
        <translation>窗口内各点的间距；2 表示隔一个像素取一个。</translation>
    </message>
    <message>
        <source>Divide by this instead of by the number of pixels in the window.</source>
        <translation>用这个数作除数，而不是窗口内的像素数。</translation>
    </message>
    <message>
        <source>Each output is a weighted sum of all inputs plus a bias. At the end of a network: one output a class.</source>
        <translation>全连接层：每个输出都是所有输入的加权和再加偏置。位于网络末端时，每个类别对应一个输出。</translation>
    </message>
    <message>
        <source>Enlarges maps: nearest repeats pixels, bilinear blends the 4 around a point, bicubic 16 of them.</source>
        <translation>放大特征图：nearest 重复像素，bilinear 由周围 4 个像素插值，bicubic 由 16 个像素插值。</translation>
    </message>
    <message>
        <source>First dimension to be merged; 0 is the batch.</source>
        <translation>要合并的第一个维度；0 是批次。</translation>
    </message>
    <message>
        <source>Height and width of the result.</source>
        <translation>结果的高和宽。</translation>
    </message>
    <message>
        <source>Height and width of the result; empty: use scale_factor.</source>
        <translation>结果的高和宽；留空则使用 scale_factor。</translation>
    </message>
    <message>
        <source>Height and width of the window.</source>
        <translation>窗口的高和宽。</translation>
    </message>
    <message>
        <source>How far the window moves at each step; 2 halves the map.</source>
        <translation>窗口每次移动的距离；2 使特征图减半。</translation>
    </message>
    <message>
        <source>How far the window moves at each step; empty: as far as the window is wide.</source>
        <translation>窗口每次移动的距离；留空则等于窗口大小。</translation>
    </message>
    <message>
        <source>How many patterns to learn: the channels of the output.</source>
        <translation>要学习的模式数，即输出的通道数。</translation>
    </message>
    <message>
        <source>How many times larger; empty: use size.</source>
        <translation>放大的倍数；留空则使用 size。</translation>
    </message>
    <message>
        <source>How many weighted sums: the length of the output.</source>
        <translation>加权和的个数，即输出的长度。</translation>
    </message>
    <message>
        <source>How much of each new batch enters the running mean and variance; empty: the plain average of all.</source>
        <translation>每个新批次在滑动均值和方差中所占的比例；留空则取所有批次的平均。</translation>
    </message>
    <message>
        <source>How the pixels between are computed.</source>
        <translation>中间像素的计算方式。</translation>
    </message>
    <message>
        <source>In training, sets each number to 0 with probability p and scales up the rest; in eval mode does nothing.</source>
        <translation>训练时以概率 p 将每个数置 0，并相应放大其余的数；评估模式下不起作用。</translation>
    </message>
    <message>
        <source>Keeps what is positive and sets the rest to 0.</source>
        <translation>保留正值，其余置 0。</translation>
    </message>
    <message>
        <source>Last dimension to be merged; -1 is the last.</source>
        <translation>要合并的最后一个维度；-1 是最末维。</translation>
    </message>
    <message>
        <source>Lays the numbers of all maps in one row, as a Linear layer wants them.</source>
        <translation>把所有特征图展平成一个向量，供 Linear 层使用。</translation>
    </message>
    <message>
        <source>Learn a scale γ and a shift β for every channel.</source>
        <translation>为每个通道学习缩放 γ 和平移 β。</translation>
    </message>
    <message>
        <source>Length of the input&apos;s last dimension; taken from it unless you type a value.</source>
        <translation>输入最后一维的长度；不填则由输入得出。</translation>
    </message>
    <message>
        <source>Normalizes each channel over batch, height and width, then scales by γ and shifts by β. In eval mode it uses the running mean and variance that it collected in training.</source>
        <translation>在批次、高和宽上对每个通道归一化，再用 γ 缩放、用 β 平移。评估模式下使用训练时累积的滑动均值和方差。</translation>
    </message>
    <message>
        <source>Passes its input on unchanged: a place to branch from, or to look at.</source>
        <translation>原样传递输入：可作为分支点或观察点。</translation>
    </message>
    <message>
        <source>Probability with which a number is set to 0.</source>
        <translation>将一个数置 0 的概率。</translation>
    </message>
    <message>
        <source>Put the corner pixels of input and output on each other; only for bilinear and bicubic.</source>
        <translation>让输入与输出的角点像素对齐；仅用于 bilinear 和 bicubic。</translation>
    </message>
    <message>
        <source>Puts its inputs behind one another; along dimension 1, the channels of one follow those of the other.</source>
        <translation>依次拼接各输入；沿维度 1 时即按通道拼接。</translation>
    </message>
    <message>
        <source>Rows and columns added around the map, at most half of the window.</source>
        <translation>在特征图四周填充的行数和列数，最多为窗口的一半。</translation>
    </message>
    <message>
        <source>Rows and columns added around the map; “same” keeps its size.</source>
        <translation>在特征图四周填充的行数和列数；“same”保持大小不变。</translation>
    </message>
    <message>
        <source>Shape of one sample: channels, height, width.</source>
        <translation>单个样本的形状：通道、高、宽。</translation>
    </message>
    <message>
        <source>Slides small windows of weights over the maps. Each output channel is one pattern it has learnt to see.</source>
        <translation>让卷积核在特征图上滑动。每个输出通道对应一种学到的模式。</translation>
    </message>
    <message>
        <source>Takes the largest number in each window: was the pattern seen anywhere here?</source>
        <translation>取每个窗口中的最大值：这里是否出现过该模式？</translation>
    </message>
    <message>
        <source>Takes the mean of each window: how strongly was the pattern seen here on the whole?</source>
        <translation>取每个窗口的均值：该模式在这里整体上有多强？</translation>
    </message>
    <message>
        <source>The dimension along which the inputs follow one another; 1 is the channels.</source>
        <translation>沿哪个维度拼接；1 是通道。</translation>
    </message>
    <message>
        <source>The dimension whose entries add up to 1; 1 is the channels or classes.</source>
        <translation>沿哪个维度求和为 1；1 是通道或类别。</translation>
    </message>
    <message>
        <source>Turns numbers into probabilities that add up to 1. Cross-entropy does this itself: do not put it before the Output of a network that is to be trained.</source>
        <translation>把数值转换成总和为 1 的概率。交叉熵损失已包含这一步：要训练的网络不要把它放在 Output 之前。</translation>
    </message>
    <message>
        <source>What the network answers. For classification: one number a class, before any softmax.</source>
        <translation>网络的输出。用于分类时：每个类别一个数，不经过 softmax。</translation>
    </message>
    <message>
        <source>What the padding is filled with.</source>
        <translation>填充的内容。</translation>
    </message>
    <message>
        <source>Where images enter the network. Its shape is channels × height × width; the batch comes by itself.</source>
        <translation>图像由此进入网络。形状为通道 × 高 × 宽，批次维度会自动加上。</translation>
    </message>
    <message>
        <source>Write the result over the input.</source>
        <translation>将结果直接写入输入。</translation>
    </message>
    <message>
        <source>Write the result over the input: saves memory, and the input is gone.</source>
        <translation>将结果直接写入输入：节省内存，但输入不再保留。</translation>
    </message>
</context>
<context>
    <name>categories</name>
    <message>
        <source>Activation</source>
        <translation>激活</translation>
    </message>
    <message>
        <source>Convolution</source>
        <translation>卷积</translation>
    </message>
    <message>
        <source>Input and output</source>
        <translation>输入与输出</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>全连接</translation>
    </message>
    <message>
        <source>Merging</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Normalization</source>
        <translation>归一化</translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation>池化</translation>
    </message>
    <message>
        <source>Regularization</source>
        <translation>正则化</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Upsampling</source>
        <translation>上采样</translation>
    </message>
</context>
<context>
    <name>data</name>
    <message>
        <source>5,000 digits</source>
        <translation>5,000 个数字</translation>
    </message>
    <message>
        <source>MNIST</source>
        <translation>MNIST</translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>--input is for a network with one Input, and this one has {count}. Set the shapes in the file.</source>
        <translation>--input 只适用于有一个 Input 的网络，而这个网络有 {count} 个。请在文件中设置形状。</translation>
    </message>
    <message>
        <source>--set {text} has no value. Write NAME=VALUE.</source>
        <translation>--set {text} 没有值。请写成 NAME=VALUE。</translation>
    </message>
    <message>
        <source>A run that goes on keeps its recipe; only recipe.epochs can be set, not {names}. Start a new run.</source>
        <translation>继续训练时沿用原来的训练方案，只能设置 recipe.epochs，不能设置 {names}。请开始新的训练。</translation>
    </message>
    <message>
        <source>No folder could be made for the run in {folder}. Empty it.</source>
        <translation>无法在 {folder} 中为训练创建文件夹。请清空它。</translation>
    </message>
    <message>
        <source>No image was given.</source>
        <translation>没有给出图像。</translation>
    </message>
    <message>
        <source>Only a network with one Input for images and one Output can classify. Change it so.</source>
        <translation>只有恰好一个图像 Input 和一个 Output 的网络才能分类。请相应修改。</translation>
    </message>
    <message>
        <source>Say which dataset: one of {names}.</source>
        <translation>请指明数据集：{names} 之一。</translation>
    </message>
    <message>
        <source>The data set {name} is not on this computer. Choose “Download all of MNIST” or “Take MNIST from a folder” in the Train menu, or train on the 5,000 digits that come with ConvCanvas.</source>
        <translation>数据集 {name} 不在本机。请在“训练”菜单中选择“下载完整的 MNIST”或“从文件夹导入 MNIST”，或使用 ConvCanvas 自带的 5,000 个数字训练。</translation>
    </message>
    <message>
        <source>The disk is full: {path} was not saved, and the old file is as it was. Make room, or save elsewhere.</source>
        <translation>磁盘已满：{path} 未保存，原文件保持不变。请腾出空间，或保存到别处。</translation>
    </message>
    <message>
        <source>The engine is not ready yet. Try again in a moment.</source>
        <translation>引擎尚未就绪，请稍后再试。</translation>
    </message>
    <message>
        <source>The files of {title} in {folder} are damaged. Remove them and fetch the data again.</source>
        <translation>{folder} 中的 {title} 文件已损坏。请删除后重新获取数据。</translation>
    </message>
    <message>
        <source>The folder {folder} is not there, so {path} was not saved. Choose another folder.</source>
        <translation>文件夹 {folder} 不存在，{path} 未保存。请选择其他文件夹。</translation>
    </message>
    <message>
        <source>The images could not be downloaded: {fault}. Check the network, or take the files from a folder; the 5,000 digits that come with ConvCanvas go on working.</source>
        <translation>图像无法下载：{fault}。请检查网络连接，或从文件夹导入；ConvCanvas 自带的 5,000 个数字仍可使用。</translation>
    </message>
    <message>
        <source>The loss became infinite at step {step}, with learning rate {rate}. Lower the learning rate, or choose another optimizer.</source>
        <translation>损失在第 {step} 步变为无穷大（学习率 {rate}）。请降低学习率，或换用其他优化器。</translation>
    </message>
    <message>
        <source>The network cannot be built. {problem}</source>
        <translation>网络无法构建。{problem}</translation>
    </message>
    <message>
        <source>The network cannot be exported. {problem}</source>
        <translation>网络无法导出。{problem}</translation>
    </message>
    <message>
        <source>The network gives maps and no classes. Put Flatten and a Linear before its Output.</source>
        <translation>网络输出的是特征图而不是类别。请在 Output 之前加上 Flatten 和 Linear。</translation>
    </message>
    <message>
        <source>The network has errors ({count}). Mend what Problems lists first.</source>
        <translation>网络有 {count} 个错误。请先解决“问题”面板中列出的错误。</translation>
    </message>
    <message>
        <source>The network has no Input. Add one and connect it to the first layer.</source>
        <translation>网络没有 Input。请添加一个，并连接到第一层。</translation>
    </message>
    <message>
        <source>The network is still being looked at. Press Train again in a moment.</source>
        <translation>网络仍在检查中，请稍后再点击“训练”。</translation>
    </message>
    <message>
        <source>The recipe&apos;s {argument} cannot be {value}. {help}</source>
        <translation>训练方案的 {argument} 不能是 {value}。{help}</translation>
    </message>
    <message>
        <source>The run ended unexpectedly; your network is untouched. What it had learnt until its last checkpoint is kept: “Go on with the run” in the Train menu continues there. Its log is {path}.</source>
        <translation>训练意外中断，你的网络没有受影响。最后一个检查点之前学到的内容都已保留：选择“训练”菜单中的“继续这次训练”即可从那里继续。日志位于 {path}。</translation>
    </message>
    <message>
        <source>The run failed.</source>
        <translation>训练失败。</translation>
    </message>
    <message>
        <source>The run in {folder} does not listen: it is {status}. Start it again to go on.</source>
        <translation>{folder} 中的训练没有响应，状态为 {status}。请重新启动以继续。</translation>
    </message>
    <message>
        <source>The run in {folder} has finished its {epochs} epochs. Give it more with --set recipe.epochs=N.</source>
        <translation>{folder} 中的训练已完成全部 {epochs} 轮。可用 --set recipe.epochs=N 增加轮数。</translation>
    </message>
    <message>
        <source>The run in {folder} is being trained by process {pid}. Stop that first.</source>
        <translation>进程 {pid} 正在进行 {folder} 中的训练。请先停止它。</translation>
    </message>
    <message>
        <source>The weights in {path} are of another network: they have {keys}, which this one lacks. Choose the weights of this network.</source>
        <translation>{path} 中的权重属于另一个网络：其中的 {keys} 在这个网络中不存在。请选择这个网络的权重。</translation>
    </message>
    <message>
        <source>The weights in {path} are of another network: they lack {keys}. Choose the weights of this network.</source>
        <translation>{path} 中的权重属于另一个网络：缺少 {keys}。请选择这个网络的权重。</translation>
    </message>
    <message>
        <source>The weights in {path} are of another network: {key} is {there} there and {here} here. Choose the weights of this network.</source>
        <translation>{path} 中的权重属于另一个网络：{key} 在文件中为 {there}，在这里为 {here}。请选择这个网络的权重。</translation>
    </message>
    <message>
        <source>There is no dataset called {name}. Choose one of: {names}.</source>
        <translation>没有名为 {name} 的数据集。可选：{names}。</translation>
    </message>
    <message>
        <source>There is no device {device} on this computer. Choose auto, or one of: {devices}.</source>
        <translation>本机没有设备 {device}。可选 auto，或：{devices}。</translation>
    </message>
    <message>
        <source>There is no held-out image {image}: they count from 0 to {last}. Choose another.</source>
        <translation>没有编号为 {image} 的验证图像：编号从 0 到 {last}。请另选一张。</translation>
    </message>
    <message>
        <source>There is no preset called {name}. Choose one of: {names}.</source>
        <translation>没有名为 {name} 的预设。可选：{names}。</translation>
    </message>
    <message>
        <source>There is no setting called {name}. Choose one of: {names}.</source>
        <translation>没有名为 {name} 的设置。可选：{names}。</translation>
    </message>
    <message>
        <source>There is not enough memory to train {title} with {batch_size} images in a step. Lower batch_size.</source>
        <translation>内存不足，无法以每步 {batch_size} 张图像训练 {title}。请减小 batch_size。</translation>
    </message>
    <message>
        <source>Training ended by a fault in ConvCanvas ({fault}). Please report it, with {folder}/log.txt.</source>
        <translation>ConvCanvas 出现故障，训练中断（{fault}）。请附上 {folder}/log.txt 向我们报告。</translation>
    </message>
    <message>
        <source>What was chosen is not in the network. Choose a node that leads to an Output.</source>
        <translation>所选节点不在网络中。请选择通向 Output 的节点。</translation>
    </message>
    <message>
        <source>You may not write to {folder}, so {path} was not saved. Choose another folder.</source>
        <translation>没有 {folder} 的写入权限，{path} 未保存。请选择其他文件夹。</translation>
    </message>
    <message>
        <source>{file} is not the network that the run in {folder} trains. Start a new run, or give it the run&apos;s own document.json.</source>
        <translation>{file} 不是 {folder} 中训练的网络。请开始新的训练，或使用该训练自己的 document.json。</translation>
    </message>
    <message>
        <source>{folder} has no file {name} or {name}.gz. Choose the folder that holds the four files of MNIST.</source>
        <translation>{folder} 中没有文件 {name} 或 {name}.gz。请选择包含 MNIST 四个文件的文件夹。</translation>
    </message>
    <message>
        <source>{folder} holds a run already. Add --resume to go on with it, or choose another folder.</source>
        <translation>{folder} 中已有训练。加上 --resume 可继续，或选择其他文件夹。</translation>
    </message>
    <message>
        <source>{folder} holds a run already. Go on with it by --resume, or choose another folder.</source>
        <translation>{folder} 中已有训练。可用 --resume 继续，或选择其他文件夹。</translation>
    </message>
    <message>
        <source>{folder} holds no run to go on with. Name its folder with --run, or leave out --resume.</source>
        <translation>{folder} 中没有可继续的训练。请用 --run 指明文件夹，或去掉 --resume。</translation>
    </message>
    <message>
        <source>{folder} holds no weights yet. Train the network first, or choose another run.</source>
        <translation>{folder} 中还没有权重。请先训练网络，或选择另一次训练。</translation>
    </message>
    <message>
        <source>{message}. See {program} --help.</source>
        <translation>{message}。请参阅 {program} --help。</translation>
    </message>
    <message>
        <source>{node} cannot normalize one image whose maps have one pixel. Set batch_size to 2 or more.</source>
        <translation>{node} 无法对仅有一个像素的单张图像做归一化。请将 batch_size 设为 2 或更大。</translation>
    </message>
    <message>
        <source>{node} is given {shape} for an image, and training needs one number a class. Put Flatten and a Linear with {classes} out_features before it.</source>
        <translation>每张图像传给 {node} 的是 {shape}，而训练要求每个类别一个数。请在它之前加上 Flatten 和 out_features 为 {classes} 的 Linear。</translation>
    </message>
    <message>
        <source>{node} is given {shape} numbers for an image, and the data has {classes} classes. Set out_features of the last Linear to {classes}.</source>
        <translation>每张图像传给 {node} 的是 {shape} 个数，而数据有 {classes} 个类别。请将最后一个 Linear 的 out_features 设为 {classes}。</translation>
    </message>
    <message>
        <source>{path} cannot be read as weights: it is damaged, or not a file of weights. Choose another file.</source>
        <translation>{path} 无法作为权重读取：文件已损坏，或不是权重文件。请选择其他文件。</translation>
    </message>
    <message>
        <source>{path} cannot be read: {fault}. Check the disk, or choose another file.</source>
        <translation>{path} 无法读取：{fault}。请检查磁盘，或选择其他文件。</translation>
    </message>
    <message>
        <source>{path} ends in the middle, at line {line}: the file was cut off. Restore it from a copy.</source>
        <translation>{path} 在第 {line} 行中断：文件不完整。请从副本恢复。</translation>
    </message>
    <message>
        <source>{path} has more than {most} million pixels. Choose a smaller image.</source>
        <translation>{path} 的像素超过 {most} 百万。请选择较小的图像。</translation>
    </message>
    <message>
        <source>{path} holds a number that cannot be used: {fault}. Mend it, or choose another file.</source>
        <translation>{path} 中有无法使用的数：{fault}。请修正，或选择其他文件。</translation>
    </message>
    <message>
        <source>{path} holds no weights by name (a state_dict). Choose a file with the weights alone.</source>
        <translation>{path} 中没有按名称保存的权重（state_dict）。请选择只含权重的文件。</translation>
    </message>
    <message>
        <source>{path} is a damaged image. Choose another, or save it anew.</source>
        <translation>{path} 是损坏的图像。请另选一张，或重新保存。</translation>
    </message>
    <message>
        <source>{path} is a folder, so nothing was saved. Choose another name.</source>
        <translation>{path} 是文件夹，未保存任何内容。请换一个名称。</translation>
    </message>
    <message>
        <source>{path} is a folder. Choose a file in it.</source>
        <translation>{path} 是文件夹。请选择其中的文件。</translation>
    </message>
    <message>
        <source>{path} is broken at {place}: {fault}. Mend it there, or restore the file from a copy.</source>
        <translation>{path} 在 {place} 处有误：{fault}。请在该处修正，或从副本恢复。</translation>
    </message>
    <message>
        <source>{path} is broken, so the run cannot be read. Choose another run.</source>
        <translation>{path} 已损坏，无法读取这次训练。请选择另一次训练。</translation>
    </message>
    <message>
        <source>{path} is damaged and cannot be unpacked. Get it anew.</source>
        <translation>{path} 已损坏，无法解压。请重新获取。</translation>
    </message>
    <message>
        <source>{path} is empty. Choose another file, or restore it from a copy.</source>
        <translation>{path} 是空文件。请选择其他文件，或从副本恢复。</translation>
    </message>
    <message>
        <source>{path} is larger than a document can be (256 MB). Choose another file.</source>
        <translation>{path} 超过文档的大小上限（256 MB）。请选择其他文件。</translation>
    </message>
    <message>
        <source>{path} is nested too deeply to be a ConvCanvas document. Choose another file.</source>
        <translation>{path} 嵌套过深，不是 ConvCanvas 文档。请选择其他文件。</translation>
    </message>
    <message>
        <source>{path} is not a ConvCanvas document. Choose a file that ConvCanvas has saved.</source>
        <translation>{path} 不是 ConvCanvas 文档。请选择由 ConvCanvas 保存的文件。</translation>
    </message>
    <message>
        <source>{path} is not a ConvCanvas document: it is not text. Choose another file.</source>
        <translation>{path} 不是 ConvCanvas 文档：它不是文本。请选择其他文件。</translation>
    </message>
    <message>
        <source>{path} is not an image that can be read. Choose one of these kinds: {kinds}.</source>
        <translation>{path} 不是可读取的图像。请选择以下格式之一：{kinds}。</translation>
    </message>
    <message>
        <source>{path} is not the file of MNIST that its name says, or it is damaged. Get it anew.</source>
        <translation>{path} 不是其名称所示的 MNIST 文件，或已损坏。请重新获取。</translation>
    </message>
    <message>
        <source>{path} is not there. Check the name, or choose another file.</source>
        <translation>{path} 不存在。请检查名称，或选择其他文件。</translation>
    </message>
    <message>
        <source>{path} is not valid JSON at line {line}, column {column}. Mend that place, or choose another file.</source>
        <translation>{path} 第 {line} 行第 {column} 列不是有效的 JSON。请修正该处，或选择其他文件。</translation>
    </message>
    <message>
        <source>{path} is too large for a file of MNIST. Get it anew.</source>
        <translation>{path} 过大，不是 MNIST 文件。请重新获取。</translation>
    </message>
    <message>
        <source>{path} may not be read by you. Change its permissions, or choose another file.</source>
        <translation>没有 {path} 的读取权限。请修改权限，或选择其他文件。</translation>
    </message>
    <message>
        <source>{path} was not saved: {fault}. Check the disk, or save elsewhere.</source>
        <translation>{path} 未保存：{fault}。请检查磁盘，或保存到别处。</translation>
    </message>
    <message>
        <source>{path} was written by a newer ConvCanvas (format {version}; this one reads {ours}). Update ConvCanvas.</source>
        <translation>{path} 由更新版本的 ConvCanvas 写入（格式 {version}，此版本可读 {ours}）。请更新 ConvCanvas。</translation>
    </message>
    <message>
        <source>{path}, which comes with ConvCanvas, is not there. Install ConvCanvas again.</source>
        <translation>ConvCanvas 自带的 {path} 不存在。请重新安装 ConvCanvas。</translation>
    </message>
    <message>
        <source>{title} cannot be trained: a layer with inplace overwrites what another layer still needs. Clear inplace.</source>
        <translation>{title} 无法训练：某个设置了 inplace 的层覆盖了其他层仍需要的数据。请取消 inplace。</translation>
    </message>
    <message>
        <source>{title} has no parameters, so there is nothing to train. Add a Conv2d or a Linear.</source>
        <translation>{title} 没有参数，无可训练。请添加 Conv2d 或 Linear。</translation>
    </message>
    <message>
        <source>{title} has {count} {kind}, and training needs exactly one. Remove the others.</source>
        <translation>{title} 有 {count} 个 {kind}，而训练只能有一个。请移除其余的。</translation>
    </message>
    <message>
        <source>{title} is not on this computer. Fetch it with “python main.py data {name} --download”, or from a folder that has it with “--from FOLDER”, or in the window&apos;s Data menu.</source>
        <translation>{title} 不在本机。请用“python main.py data {name} --download”下载，或用“--from FOLDER”从文件夹导入，或使用窗口中的数据菜单。</translation>
    </message>
    <message>
        <source>{title} takes {here} and the data has {there} images. Set the shape of {node} to {there}.</source>
        <translation>{title} 的输入为 {here}，而数据中的图像为 {there}。请将 {node} 的 shape 设为 {there}。</translation>
    </message>
    <message>
        <source>“{device}” is no device. Choose auto, or one of: {devices}.</source>
        <translation>“{device}”不是设备。可选 auto，或：{devices}。</translation>
    </message>
    <message>
        <source>“{text}” is no input shape. Write it as 1x3x224x224, batch first.</source>
        <translation>“{text}”不是输入形状。请写成 1x3x224x224 的形式，批次在前。</translation>
    </message>
</context>
<context>
    <name>presets</name>
    <message>
        <source>LeNet-5</source>
        <translation>LeNet-5</translation>
    </message>
    <message>
        <source>LeNet-5 with BatchNorm</source>
        <translation>带批量归一化的 LeNet-5</translation>
    </message>
    <message>
        <source>Small residual network</source>
        <translation>小型残差网络</translation>
    </message>
</context>
<context>
    <name>problems</name>
    <message>
        <source>A value that you type instead of “derived” stays as it is when the layer before it changes.</source>
        <translation>手动输入的值不会自动推导：前一层改变时，它保持不变。</translation>
    </message>
    <message>
        <source>A wire uses {port} of {node}, which is not there. Remove the wire.</source>
        <translation>有连线使用了 {node} 的 {port}，但该端口不存在。请移除连线。</translation>
    </message>
    <message>
        <source>Choose one of: {choices}.</source>
        <translation>可选：{choices}。</translation>
    </message>
    <message>
        <source>Clear {argument}</source>
        <translation>清空 {argument}</translation>
    </message>
    <message>
        <source>It must be {limit}.</source>
        <translation>必须{limit}。</translation>
    </message>
    <message>
        <source>It must be {wanted}.</source>
        <translation>必须是{wanted}。</translation>
    </message>
    <message>
        <source>No node can be called {name}: PyTorch&apos;s modules use that word themselves. Choose another name.</source>
        <translation>节点不能叫 {name}：PyTorch 的 Module 自身使用了这个词。请换一个名称。</translation>
    </message>
    <message>
        <source>Only what leads from an Input to an Output is computed and trained.</source>
        <translation>只有从 Input 通向 Output 的部分才会被计算和训练。</translation>
    </message>
    <message>
        <source>Remove the other wires</source>
        <translation>移除其余连线</translation>
    </message>
    <message>
        <source>Remove the wire</source>
        <translation>移除连线</translation>
    </message>
    <message>
        <source>Remove {argument}</source>
        <translation>移除 {argument}</translation>
    </message>
    <message>
        <source>Rename to {name}</source>
        <translation>改名为 {name}</translation>
    </message>
    <message>
        <source>Take {argument} from the input</source>
        <translation>由输入得出 {argument}</translation>
    </message>
    <message>
        <source>The document has a field that this version does not know: {field}. It is kept as it is.</source>
        <translation>文档中有此版本不认识的字段：{field}。它将原样保留。</translation>
    </message>
    <message>
        <source>The file was written by a newer version ({version}). What this version does not know is kept.</source>
        <translation>文件由更新的版本（{version}）写入。此版本不认识的内容将保留。</translation>
    </message>
    <message>
        <source>The first dimension of every tensor counts the images of a batch.</source>
        <translation>每个张量的第一维是批次中的图像数。</translation>
    </message>
    <message>
        <source>The network has no Input. Add one and connect it to the first layer.</source>
        <translation>网络没有 Input。请添加一个，并连接到第一层。</translation>
    </message>
    <message>
        <source>The network has no Output. Add one and connect what the network should answer.</source>
        <translation>网络没有 Output。请添加一个，并连接到网络要给出的结果。</translation>
    </message>
    <message>
        <source>The output of a layer would be needed before it could be computed.</source>
        <translation>某一层的输出在算出之前就会被用到。</translation>
    </message>
    <message>
        <source>Two layers with one key would overwrite each other&apos;s weights.</source>
        <translation>键名相同的两层会互相覆盖权重。</translation>
    </message>
    <message>
        <source>{count} nodes are called {name}. Give each a name of its own; it becomes the key of its weights.</source>
        <translation>有 {count} 个节点都叫 {name}。请各取不同的名称，它也是权重的键名。</translation>
    </message>
    <message>
        <source>{count} wires end at the input of {node}, which takes one. Remove all but one.</source>
        <translation>{node} 的输入只接受一条连线，现有 {count} 条。请只保留一条。</translation>
    </message>
    <message>
        <source>{names} form a loop. A network runs one way: remove one of their wires.</source>
        <translation>{names} 形成环路。网络只能单向计算，请移除其中一条连线。</translation>
    </message>
    <message>
        <source>{node} cannot add {shapes}: the sizes differ. Make them equal, or 1 where they should be repeated.</source>
        <translation>{node} 无法相加 {shapes}：大小不同。请使其相等，或在需要广播的维度上设为 1。</translation>
    </message>
    <message>
        <source>{node} cannot be computed with these arguments on {shapes}.</source>
        <translation>{node} 在这些设置下无法对 {shapes} 进行计算。</translation>
    </message>
    <message>
        <source>{node} cannot join {shapes} along dimension {dim}: the other dimensions must be equal.</source>
        <translation>{node} 无法沿维度 {dim} 拼接 {shapes}：其余维度必须相等。</translation>
    </message>
    <message>
        <source>{node} cannot join {shapes}: they have different numbers of dimensions.</source>
        <translation>{node} 无法拼接 {shapes}：维数不同。</translation>
    </message>
    <message>
        <source>{node} expects {argument} = {pinned} and its input has {derived}. Take it from the input?</source>
        <translation>{node} 的 {argument} 设为 {pinned}，而输入为 {derived}。要由输入得出吗？</translation>
    </message>
    <message>
        <source>{node} has a field that this version does not know: {field}. It is kept as it is.</source>
        <translation>{node} 有此版本不认识的字段：{field}。它将原样保留。</translation>
    </message>
    <message>
        <source>{node} has no wire at its input {port}. Draw one from an output to it.</source>
        <translation>{node} 的输入 {port} 没有连线。请从某个输出连到它。</translation>
    </message>
    <message>
        <source>{node} has no wire at its input. Draw one from an output to it.</source>
        <translation>{node} 的输入没有连线。请从某个输出连到它。</translation>
    </message>
    <message>
        <source>{node} is a “{block}”, a block that this version does not know. It is kept as it is; update ConvCanvas or replace the node.</source>
        <translation>{node} 是“{block}”，此版本不认识这种模块。它将原样保留；请更新 ConvCanvas 或替换该节点。</translation>
    </message>
    <message>
        <source>{node} is given {shape}, in which the images of a batch are mixed. Flatten from dimension 1 on.</source>
        <translation>传给 {node} 的是 {shape}，其中批次内的图像混在了一起。请从维度 1 开始展平。</translation>
    </message>
    <message>
        <source>{node} leads to no Output, so it is left out of the network.</source>
        <translation>{node} 不通向任何 Output，因此不计入网络。</translation>
    </message>
    <message>
        <source>{node} makes a map of {size}: nothing is left. Use a larger size or scale_factor.</source>
        <translation>{node} 得到的特征图为 {size}：什么都没有剩下。请增大 size 或 scale_factor。</translation>
    </message>
    <message>
        <source>{node} takes {wanted} numbers, and gets {dtype}.</source>
        <translation>{node} 需要{wanted}的数，得到的是 {dtype}。</translation>
    </message>
    <message>
        <source>{node} takes {wanted}, and gets {shape}.</source>
        <translation>{node} 需要{wanted}，得到的是 {shape}。</translation>
    </message>
    <message>
        <source>{node} would need {amount} numbers in one tensor; the limit is {most}. Use smaller values.</source>
        <translation>{node} 的一个张量将有 {amount} 个数，上限为 {most}。请减小数值。</translation>
    </message>
    <message>
        <source>{node}: a kernel that spans {kernel} does not fit a map of {size} with padding {padding}. Make the kernel smaller, pad more, or pool less before it.</source>
        <translation>{node}：跨度为 {kernel} 的卷积核放不进 {size} 的特征图（填充 {padding}）。请减小卷积核、增加填充，或减少之前的池化。</translation>
    </message>
    <message>
        <source>{node}: align_corners has no meaning with mode nearest. Clear it, or choose bilinear or bicubic.</source>
        <translation>{node}：mode 为 nearest 时 align_corners 没有意义。请清空它，或选择 bilinear 或 bicubic。</translation>
    </message>
    <message>
        <source>{node}: give either size or scale_factor, not both and not neither.</source>
        <translation>{node}：size 和 scale_factor 必须且只能指定一个。</translation>
    </message>
    <message>
        <source>{node}: groups = {groups} must divide both the channels in ({channels_in}) and out ({channels_out}).</source>
        <translation>{node}：groups = {groups} 必须同时整除输入通道数（{channels_in}）和输出通道数（{channels_out}）。</translation>
    </message>
    <message>
        <source>{node}: padding is wider than the map of {size} that “{mode}” padding copies from. Use at most {most}, or zeros.</source>
        <translation>{node}：填充超过了“{mode}”填充所复制的 {size} 特征图。最多用 {most}，或改用 zeros。</translation>
    </message>
    <message>
        <source>{node}: padding {padding} is more than half of the kernel {kernel}. Use at most {most}.</source>
        <translation>{node}：填充 {padding} 超过核 {kernel} 的一半。最多用 {most}。</translation>
    </message>
    <message>
        <source>{node}: padding “same” needs stride 1, and stride is {stride}. Give the padding in numbers.</source>
        <translation>{node}：padding 为“same”时 stride 必须为 1，而现在是 {stride}。请用数字指定填充。</translation>
    </message>
    <message>
        <source>{node}: start_dim comes after end_dim. Exchange them.</source>
        <translation>{node}：start_dim 在 end_dim 之后。请交换两者。</translation>
    </message>
    <message>
        <source>{node}: {argument} cannot be {value}. Choose one of: {choices}.</source>
        <translation>{node}：{argument} 不能是 {value}。可选：{choices}。</translation>
    </message>
    <message>
        <source>{node}: {argument} cannot be {value}; it must be {wanted}.</source>
        <translation>{node}：{argument} 不能是 {value}，必须是{wanted}。</translation>
    </message>
    <message>
        <source>{node}: {argument} is {value}, and its input has dimensions {least} to {most}.</source>
        <translation>{node}：{argument} 为 {value}，而输入的维度为 {least} 到 {most}。</translation>
    </message>
    <message>
        <source>{node}: {argument} is {value}, and must be {limit}.</source>
        <translation>{node}：{argument} 为 {value}，必须{limit}。</translation>
    </message>
    <message>
        <source>{node}: {block} has no argument {argument}. It is kept, and does nothing.</source>
        <translation>{node}：{block} 没有参数 {argument}。它将保留，但不起作用。</translation>
    </message>
    <message>
        <source>“{name}” cannot be a name. Use letters, digits and _, not beginning with a digit unless it is a number, and no Python keyword.</source>
        <translation>“{name}”不能用作名称。请使用字母、数字和 _；除纯数字外不能以数字开头，也不能是 Python 关键字。</translation>
    </message>
</context>
<context>
    <name>recipe</name>
    <message>
        <source>Decides the first weights and the order of images.</source>
        <translation>决定初始权重和图像的顺序。</translation>
    </message>
    <message>
        <source>How gradients become steps: SGD with momentum, Adam, or Adam with decoupled weight decay.</source>
        <translation>如何由梯度更新权重：带动量的 SGD、Adam，或解耦权重衰减的 AdamW。</translation>
    </message>
    <message>
        <source>How much of the last step goes on in the next; SGD only.</source>
        <translation>动量：上一步的更新有多少延续到下一步；仅用于 SGD。</translation>
    </message>
    <message>
        <source>How often every training image is seen.</source>
        <translation>训练轮数：每张训练图像被看到的次数。</translation>
    </message>
    <message>
        <source>Images in one step.</source>
        <translation>批量大小：每一步的图像数。</translation>
    </message>
    <message>
        <source>Look ahead along the momentum before taking the gradient; SGD only.</source>
        <translation>先沿动量方向前瞻，再求梯度；仅用于 SGD。</translation>
    </message>
    <message>
        <source>Pulls weights towards 0, against learning by heart.</source>
        <translation>权重衰减：把权重拉向 0，防止过拟合。</translation>
    </message>
    <message>
        <source>Size of the steps (the peak, where it is scheduled); empty: 0.05 for SGD, 0.002 for Adam and AdamW.</source>
        <translation>学习率（有调度时为峰值）；留空：SGD 为 0.05，Adam 和 AdamW 为 0.002。</translation>
    </message>
    <message>
        <source>The learning rate over the run: constant, falling as a cosine, or one cycle up and down.</source>
        <translation>训练过程中的学习率：恒定、余弦下降，或先升后降的单周期。</translation>
    </message>
    <message>
        <source>What to learn from: the 5,000 digits that come with ConvCanvas, or all 70,000 of MNIST.</source>
        <translation>训练数据：ConvCanvas 自带的 5,000 个数字，或 MNIST 的全部 70,000 个。</translation>
    </message>
</context>
<context>
    <name>units</name>
    <message>
        <source>images</source>
        <translation>张</translation>
    </message>
    <message>
        <source>px</source>
        <translation>px</translation>
    </message>
    <message>
        <source>×</source>
        <translation>×</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>2 dimensions or more with the batch</source>
        <translation>含批次至少 2 维的张量</translation>
    </message>
    <message>
        <source>a list of whole numbers</source>
        <translation>整数列表</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>数</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>a whole number, or two (height, width)</source>
        <translation>一个整数，或两个（高、宽）</translation>
    </message>
    <message>
        <source>at least {minimum}</source>
        <translation>不小于 {minimum}</translation>
    </message>
    <message>
        <source>at most {maximum}</source>
        <translation>不大于 {maximum}</translation>
    </message>
    <message>
        <source>from {minimum} to {maximum}</source>
        <translation>在 {minimum} 到 {maximum} 之间</translation>
    </message>
    <message>
        <source>maps of channels×height×width (4 dimensions with the batch)</source>
        <translation>通道×高×宽的特征图（含批次 4 维）</translation>
    </message>
    <message>
        <source>more than {minimum}</source>
        <translation>大于 {minimum}</translation>
    </message>
    <message>
        <source>more than {minimum} and at most {maximum}</source>
        <translation>大于 {minimum} 且不大于 {maximum}</translation>
    </message>
    <message>
        <source>one of the choices</source>
        <translation>选项之一</translation>
    </message>
    <message>
        <source>real (float32)</source>
        <translation>实数（float32）</translation>
    </message>
    <message>
        <source>rows of features (2 dimensions with the batch)</source>
        <translation>特征向量（含批次 2 维）</translation>
    </message>
    <message>
        <source>sequences (3 dimensions with the batch)</source>
        <translation>序列（含批次 3 维）</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>真或假</translation>
    </message>
    <message>
        <source>whole (int64)</source>
        <translation>整数（int64）</translation>
    </message>
</context>
</TS>
