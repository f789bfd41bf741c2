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
        <source>&amp;Freeze</source>
        <translation>冻结(&amp;F)</translation>
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
        <source>Copy the summary as &amp;Markdown</source>
        <translation>将摘要复制为 Markdown(&amp;M)</translation>
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
        <source>Export the summary as &amp;Markdown…</source>
        <translation>将摘要导出为 Markdown(&amp;M)…</translation>
    </message>
    <message>
        <source>Export the summary as CS&amp;V…</source>
        <translation>将摘要导出为 CSV(&amp;V)…</translation>
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
        <source>Show cost on can&amp;vas</source>
        <translation>在画布上显示开销(&amp;V)</translation>
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
        <source>A network has at most {nodes} nodes and {wires} wires.</source>
        <translation>一个网络最多有 {nodes} 个节点和 {wires} 条连线。</translation>
    </message>
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
    <message>
        <source>Summary</source>
        <translation>摘要</translation>
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
    <name>Facts</name>
    <message>
        <source>Each number here sees all of the input</source>
        <translation>这里的每个数都能看到整个输入</translation>
    </message>
    <message>
        <source>FLOPs</source>
        <translation>FLOPs</translation>
    </message>
    <message>
        <source>Size {size} px, stride {stride} px; the first pixel&apos;s field has its middle at {offset}</source>
        <translation>大小 {size} 像素，步幅 {stride} 像素；第一个像素的感受野中心在 {offset}</translation>
    </message>
    <message>
        <source>The most layers with weights on any way through</source>
        <translation>任一路径上带权重的层的最多数量</translation>
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
        <source>inference memory</source>
        <translation>推理内存</translation>
    </message>
    <message>
        <source>kept for backward</source>
        <translation>为反向传播保留</translation>
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
        <source>output memory</source>
        <translation>输出内存</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>receptive field</source>
        <translation>感受野</translation>
    </message>
    <message>
        <source>trainable</source>
        <translation>可训练</translation>
    </message>
    <message>
        <source>training memory</source>
        <translation>训练内存</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>whole input</source>
        <translation>整个输入</translation>
    </message>
    <message>
        <source>with a batch of {batch}</source>
        <translation>批大小为 {batch} 时</translation>
    </message>
    <message>
        <source>{count} for one sample</source>
        <translation>单个样本 {count}</translation>
    </message>
    <message>
        <source>{size} · stride {stride}</source>
        <translation>{size} · 步幅 {stride}</translation>
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
        <source>Output of the node</source>
        <translation>节点的输出</translation>
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
        <source>the slice in the middle</source>
        <translation>中间的切片</translation>
    </message>
    <message>
        <source>trained, step %1</source>
        <translation>已训练，第 %1 步</translation>
    </message>
</context>
<context>
    <name>FileDialogs</name>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>CSV 文件 (*.csv)</translation>
    </message>
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
        <source>Export the summary as CSV</source>
        <translation>将摘要导出为 CSV</translation>
    </message>
    <message>
        <source>Export the summary as Markdown</source>
        <translation>将摘要导出为 Markdown</translation>
    </message>
    <message>
        <source>Exported {path}</source>
        <translation>已导出 {path}</translation>
    </message>
    <message>
        <source>Markdown files (*.md)</source>
        <translation>Markdown 文件 (*.md)</translation>
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
    <name>Freezing</name>
    <message>
        <source>Freeze {what}</source>
        <translation>冻结 {what}</translation>
    </message>
    <message>
        <source>Unfreeze {what}</source>
        <translation>解冻 {what}</translation>
    </message>
    <message>
        <source>{count} nodes</source>
        <translation>{count} 个节点</translation>
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
        <source>&amp;Freeze</source>
        <translation>冻结(&amp;F)</translation>
    </message>
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
        <source>Copied the summary as Markdown.</source>
        <translation>已将摘要复制为 Markdown。</translation>
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
        <source>Un&amp;freeze</source>
        <translation>解冻(&amp;F)</translation>
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
    <message>
        <source>Nothing</source>
        <translation>无</translation>
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
        <source>frozen: its parameters stay as they are in training</source>
        <translation>已冻结：训练中其参数保持不变</translation>
    </message>
    <message>
        <source>may be left open</source>
        <translation>可以不连接</translation>
    </message>
    <message>
        <source>parameters: {count}</source>
        <translation>参数：{count}</translation>
    </message>
    <message>
        <source>takes {what}</source>
        <translation>接受 {what}</translation>
    </message>
    <message>
        <source>unknown block</source>
        <translation>未知模块</translation>
    </message>
    <message>
        <source>{node} has no {port} any more</source>
        <translation>{node} 已没有 {port}</translation>
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
        <source>No block is called that</source>
        <translation>没有叫这个名字的模块</translation>
    </message>
    <message>
        <source>Often used</source>
        <translation>常用</translation>
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
        <source>Errors</source>
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
        <source>Notes</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Nothing of the chosen kinds. Hidden: {count}.</source>
        <translation>所选类别中没有内容。已隐藏：{count}。</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Show the node</source>
        <translation>显示该节点</translation>
    </message>
    <message>
        <source>Show what is probably not meant so</source>
        <translation>显示可能并非本意的问题</translation>
    </message>
    <message>
        <source>Show what keeps the network from being built</source>
        <translation>显示使网络无法构建的问题</translation>
    </message>
    <message>
        <source>Show what might be better, or is good to know</source>
        <translation>显示可以更好或值得知道的事</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>… and {count} more</source>
        <translation>… 还有 {count} 个</translation>
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
        <source>Frozen</source>
        <translation>冻结</translation>
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
        <source>The parameters stay as they are in training. The running statistics of a BatchNorm are no parameters, and go on.</source>
        <translation>训练中参数保持不变。BatchNorm 的滑动统计量不是参数，仍会更新。</translation>
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
</context>
<context>
    <name>SearchPopup</name>
    <message>
        <source>Add a block</source>
        <translation>添加模块</translation>
    </message>
    <message>
        <source>No block is called that</source>
        <translation>没有叫这个名字的模块</translation>
    </message>
</context>
<context>
    <name>SeenLine</name>
    <message>
        <source>Arrow keys choose a pixel, Page Up and Page Down another map</source>
        <translation>方向键选择像素，Page Up 和 Page Down 切换特征图</translation>
    </message>
    <message>
        <source>Point at a pixel to see which part of the image it sees</source>
        <translation>指向一个像素，可看到它能看见图像的哪一部分</translation>
    </message>
    <message>
        <source>feature {number}</source>
        <translation>特征 {number}</translation>
    </message>
    <message>
        <source>pixel {place}</source>
        <translation>像素 {place}</translation>
    </message>
    <message>
        <source>{what} sees nothing of the image</source>
        <translation>{what} 看不到图像的任何部分</translation>
    </message>
    <message>
        <source>{what} sees places {left}–{right} of the input</source>
        <translation>{what} 看到输入的第 {left}–{right} 位</translation>
    </message>
    <message>
        <source>{what} sees rows {top}–{bottom}, columns {left}–{right} of the image</source>
        <translation>{what} 看到图像的第 {top}–{bottom} 行、第 {left}–{right} 列</translation>
    </message>
    <message>
        <source>{what} sees the whole image</source>
        <translation>{what} 看到整张图像</translation>
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
        <source>{count} of them trainable</source>
        <translation>其中 {count} 个可训练</translation>
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
    <name>SummaryFields</name>
    <message>
        <source>Set {argument} of the recipe</source>
        <translation>设置训练方案的 {argument}</translation>
    </message>
    <message>
        <source>Set {argument} of {node}</source>
        <translation>设置 {node} 的 {argument}</translation>
    </message>
    <message>
        <source>The Input whose shape is beside</source>
        <translation>旁边所示形状所属的 Input</translation>
    </message>
</context>
<context>
    <name>SummaryModel</name>
    <message>
        <source>It leads to no Output and is not counted.</source>
        <translation>它不通向任何 Output，因此不计入。</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全图</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>{share} % of the total</source>
        <translation>占总量的 {share} %</translation>
    </message>
</context>
<context>
    <name>SummaryPanel</name>
    <message>
        <source>By name or by block</source>
        <translation>按名称或模块查找</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>复制为 Markdown</translation>
    </message>
    <message>
        <source>Export as CSV: exact numbers, memory for one sample</source>
        <translation>导出为 CSV：精确数值，内存按单个样本计</translation>
    </message>
    <message>
        <source>Export as Markdown</source>
        <translation>导出为 Markdown</translation>
    </message>
    <message>
        <source>Search nodes</source>
        <translation>搜索节点</translation>
    </message>
    <message>
        <source>Show on canvas</source>
        <translation>显示在画布上</translation>
    </message>
    <message>
        <source>Show what each node costs on its card</source>
        <translation>在卡片上显示每个节点的开销</translation>
    </message>
    <message>
        <source>Summary of the network</source>
        <translation>网络摘要</translation>
    </message>
    <message>
        <source>The engine is at work.</source>
        <translation>引擎正在工作。</translation>
    </message>
    <message>
        <source>There is nothing here yet. Add a block.</source>
        <translation>这里还没有内容。请添加一个模块。</translation>
    </message>
    <message>
        <source>depth {count}</source>
        <translation>深度 {count}</translation>
    </message>
    <message>
        <source>inference {memory}</source>
        <translation>推理 {memory}</translation>
    </message>
    <message>
        <source>training {memory}</source>
        <translation>训练 {memory}</translation>
    </message>
    <message>
        <source>{count} FLOPs</source>
        <translation>{count} FLOPs</translation>
    </message>
    <message>
        <source>{count} MACs</source>
        <translation>{count} MACs</translation>
    </message>
    <message>
        <source>{count} parameters</source>
        <translation>{count} 个参数</translation>
    </message>
    <message>
        <source>{count} trainable</source>
        <translation>{count} 个可训练</translation>
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
    <name>Totals</name>
    <message>
        <source>total</source>
        <translation>合计</translation>
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
        <source>A Conv2d that gives every channel a window of its own and does not mix them: groups equals the channels. A 1×1 Conv2d after it mixes them, as in MobileNet.</source>
        <translation>一种 Conv2d：每个通道有自己的窗口，通道之间互不混合，即 groups 等于通道数。其后接 1×1 的 Conv2d 混合通道，如 MobileNet。</translation>
    </message>
    <message>
        <source>A LeakyReLU that learns its slope: one for all numbers, or one for each channel.</source>
        <translation>会学习斜率的 LeakyReLU：所有数共用一个，或每个通道一个。</translation>
    </message>
    <message>
        <source>A ReLU without the corner, always above 0: for numbers that must be positive, such as a width.</source>
        <translation>没有拐角的 ReLU，始终大于 0：用于必须为正的数，例如宽度。</translation>
    </message>
    <message>
        <source>A depthwise Conv2d and a 1×1 Conv2d after it: first look at each channel, then mix them. Nearly a Conv2d for a fraction of its weights and work.</source>
        <translation>先做逐通道的 Conv2d，再做 1×1 的 Conv2d：先看每个通道，再混合它们。只用很少的权重和计算，效果接近 Conv2d。</translation>
    </message>
    <message>
        <source>A gated linear unit: one half of the channels is multiplied by the sigmoid of the other half, which so decides how much of each number passes.</source>
        <translation>门控线性单元：一半通道乘以另一半通道的 sigmoid，后者由此决定每个数通过多少。</translation>
    </message>
    <message>
        <source>A table with a row of learnable numbers for each of so many words or classes: whole numbers come in, and each becomes its row. Its Input has dtype int64.</source>
        <translation>一张表，每个词或类别对应一行可学习的数：输入是整数，每个整数变成它的那一行。其 Input 的 dtype 为 int64。</translation>
    </message>
    <message>
        <source>Add a learnable number to every output channel, at the end.</source>
        <translation>最后给每个输出通道加上一个可学习的数。</translation>
    </message>
    <message>
        <source>Add a learnable number to every output channel.</source>
        <translation>为每个输出通道加上一个可学习的偏置。</translation>
    </message>
    <message>
        <source>Add a learnable number to every output.</source>
        <translation>为每个输出加上一个可学习的偏置。</translation>
    </message>
    <message>
        <source>Add a vector of zeros to keys and values: something to ignore by.</source>
        <translation>给键和值添加一个零向量：可借此忽略一切。</translation>
    </message>
    <message>
        <source>Add learnable numbers in Linear layers, attention and LayerNorms.</source>
        <translation>在 Linear 层、注意力和 LayerNorm 中加上可学习的数。</translation>
    </message>
    <message>
        <source>Add learnable numbers in every gate.</source>
        <translation>在每个门中加上可学习的数。</translation>
    </message>
    <message>
        <source>Add learnable numbers in the projections of query, key, value and output.</source>
        <translation>在查询、键、值和输出的投影中加上可学习的数。</translation>
    </message>
    <message>
        <source>Add one learnable vector to the keys, and one to the values.</source>
        <translation>给键添加一个可学习的向量，给值也添加一个。</translation>
    </message>
    <message>
        <source>Added to the mean square, so that nothing is divided by zero; empty: the smallest step of float32.</source>
        <translation>加到均方上，避免除以零；留空则取 float32 的最小间隔。</translation>
    </message>
    <message>
        <source>Added to the sum, so that nothing is divided by zero; AlexNet had 2.</source>
        <translation>加到和上，避免除以零；AlexNet 用的是 2。</translation>
    </message>
    <message>
        <source>Added to the variance in both LayerNorms, so that nothing is divided by zero.</source>
        <translation>加到两个 LayerNorm 的方差上，避免除以零。</translation>
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
        <source>Also give out where each number was found, as MaxUnpool needs it.</source>
        <translation>同时给出每个数所在的位置，供 MaxUnpool 使用。</translation>
    </message>
    <message>
        <source>Also give the weights, which tell how much each vector took of each other, at a port of their own.</source>
        <translation>同时在单独的端口给出权重，即每个向量从其他各向量取了多少。</translation>
    </message>
    <message>
        <source>Also use windows that begin inside and reach over the edge.</source>
        <translation>也使用起点在图内、但超出边缘的窗口。</translation>
    </message>
    <message>
        <source>An ELU with fixed numbers, chosen so that activations keep mean 0 and variance 1 through many Linear layers; it goes with AlphaDropout.</source>
        <translation>常数固定的 ELU，其取值使激活经过许多 Linear 层后仍保持均值 0、方差 1；与 AlphaDropout 搭配使用。</translation>
    </message>
    <message>
        <source>Arranges the numbers of each image in another shape, in the order in which they are; the batch is left alone. To exchange dimensions, use Permute.</source>
        <translation>按原有次序把每张图像的数排成另一种形状；批维度不变。要交换维度，请用 Permute。</translation>
    </message>
    <message>
        <source>As many as the input has channels, so that none is mixed with another.</source>
        <translation>与输入通道数相同，因此任何通道都不与其他通道混合。</translation>
    </message>
    <message>
        <source>Averages to a size that you choose, whatever comes in; 1 leaves one number a channel: global average pooling.</source>
        <translation>无论输入多大，都平均到你选择的大小；1 表示每个通道只留一个数：全局平均池化。</translation>
    </message>
    <message>
        <source>Averages to a size that you choose, whatever comes in; 1×1 is global average pooling.</source>
        <translation>无论输入多大，都平均池化到指定大小；1×1 即全局平均池化。</translation>
    </message>
    <message>
        <source>Averages to a size that you choose, whatever comes in; 1×1×1 is global average pooling.</source>
        <translation>无论输入多大，都平均到你选择的大小；1×1×1 即全局平均池化。</translation>
    </message>
    <message>
        <source>Channels are split into this many groups that do not mix; equal to the channels: depthwise.</source>
        <translation>把通道分成这么多组，组间互不混合；等于通道数时即深度卷积。</translation>
    </message>
    <message>
        <source>Channels in the middle; worked out from those of the input and reduction unless you type a value.</source>
        <translation>中间的通道数；除非你自己填写，否则由输入通道数和 reduction 算出。</translation>
    </message>
    <message>
        <source>Channels of the input; taken from it unless you type a value.</source>
        <translation>输入的通道数；不填则由输入得出。</translation>
    </message>
    <message>
        <source>Channels of the output: those of the input times depth_multiplier, unless you type a value.</source>
        <translation>输出的通道数：输入通道数乘以 depth_multiplier，除非你自己填写。</translation>
    </message>
    <message>
        <source>Collect running statistics for eval mode; without, every batch is normalized by itself.</source>
        <translation>收集滑动统计量供评估模式使用；否则每个批次只用自身的统计量归一化。</translation>
    </message>
    <message>
        <source>Collect running statistics, and use them in eval mode; without, each image always uses its own.</source>
        <translation>收集滑动统计量，并在评估模式中使用；否则每张图像总用自己的统计量。</translation>
    </message>
    <message>
        <source>Compute it exactly, or with tanh, which some published weights were trained with.</source>
        <translation>精确计算，或用 tanh 近似；一些公开的权重是用后者训练的。</translation>
    </message>
    <message>
        <source>Count the zeros of the padding in the mean.</source>
        <translation>计算均值时把填充的零也算在内。</translation>
    </message>
    <message>
        <source>Cuts rows and columns off maps, as U-Net cuts a large map to the size of the one it is joined to.</source>
        <translation>裁掉特征图的行和列，如 U-Net 把大特征图裁到与之拼接者的大小。</translation>
    </message>
    <message>
        <source>Depth, height and width of the result.</source>
        <translation>结果的深度、高度和宽度。</translation>
    </message>
    <message>
        <source>Depth, height and width of the result; empty: use output_ratio.</source>
        <translation>结果的深度、高度和宽度；留空则用 output_ratio。</translation>
    </message>
    <message>
        <source>Depth, height and width of the window of the max pool.</source>
        <translation>最大池化窗口的深度、高度和宽度。</translation>
    </message>
    <message>
        <source>Depth, height and width of the window that is painted.</source>
        <translation>所绘窗口的深度、高度和宽度。</translation>
    </message>
    <message>
        <source>Depth, height and width of the window.</source>
        <translation>窗口的深度、高度和宽度。</translation>
    </message>
    <message>
        <source>Depth, height and width that the max pool was given, where its windows did not fit evenly; empty: as if they did.</source>
        <translation>最大池化所接收的深度、高度和宽度，用于其窗口没有正好铺满时；留空则视为正好铺满。</translation>
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
        <source>Distance between the window&apos;s points; 2 paints every other pixel.</source>
        <translation>窗口中各点的间距；2 表示隔一个像素绘制。</translation>
    </message>
    <message>
        <source>Divide a row&apos;s gradient by how often it occurs in the batch.</source>
        <translation>将一行的梯度除以它在批中出现的次数。</translation>
    </message>
    <message>
        <source>Divide by this instead of by the number of pixels in the window.</source>
        <translation>用这个数作除数，而不是窗口内的像素数。</translation>
    </message>
    <message>
        <source>Divides a tensor into parts of equal size, each with a port of its own: branches that see different channels. The last part may be smaller.</source>
        <translation>把张量分成大小相等的几份，每份有自己的端口：看到不同通道的分支。最后一份可以较小。</translation>
    </message>
    <message>
        <source>Divides a tensor into parts of the sizes that you give, each with a port of its own.</source>
        <translation>按你给出的大小把张量分成几份，每份有自己的端口。</translation>
    </message>
    <message>
        <source>Divides each number by the strength of the channels beside it at the same place, so that strong ones hold others down. AlexNet used it in 2012; BatchNorm has taken its place.</source>
        <translation>把每个数除以同一位置相邻通道的强度，使强者抑制弱者。AlexNet 在 2012 年用过；后来被 BatchNorm 取代。</translation>
    </message>
    <message>
        <source>Divides the features of each place by their root mean square, then scales them: a LayerNorm that neither subtracts the mean nor shifts, and as good in large transformers.</source>
        <translation>把每个位置的特征除以其均方根，再缩放：不减均值也不平移的 LayerNorm，在大型 Transformer 中效果相当。</translation>
    </message>
    <message>
        <source>Dropout for networks with SELU: in training, sets numbers to SELU&apos;s lowest value, and keeps mean and variance as they were.</source>
        <translation>适用于 SELU 网络的 Dropout：训练时把一些数设为 SELU 的最低值，并保持均值和方差不变。</translation>
    </message>
    <message>
        <source>Each output is a weighted sum of all inputs plus a bias. At the end of a network: one output a class.</source>
        <translation>全连接层：每个输出都是所有输入的加权和再加偏置。位于网络末端时，每个类别对应一个输出。</translation>
    </message>
    <message>
        <source>Each output is a weighted sum of all products of a number of one input with a number of the other: how two descriptions belong together.</source>
        <translation>每个输出是两个输入中各取一数的所有乘积的加权和：衡量两种描述如何匹配。</translation>
    </message>
    <message>
        <source>Each vector of query is compared with every vector of key, and takes the more of a vector of value, the better they match. With a wire to query alone, a sequence attends to itself.</source>
        <translation>query 的每个向量与 key 的每个向量相比较，越匹配就从 value 的相应向量取得越多。只连接 query 时，序列关注自身。</translation>
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
        <source>For each dimension of the result, which one of the input it is; 0 is the batch.</source>
        <translation>结果的每个维度取自输入的哪个维度；0 是批。</translation>
    </message>
    <message>
        <source>Gives a map the height and width of another, so that the two can be added or joined, as the paths of a feature pyramid.</source>
        <translation>使一个特征图具有另一个的高度和宽度，以便两者相加或拼接，如特征金字塔的各条路径。</translation>
    </message>
    <message>
        <source>Height and width of the result.</source>
        <translation>结果的高和宽。</translation>
    </message>
    <message>
        <source>Height and width of the result; empty: use output_ratio.</source>
        <translation>结果的高度和宽度；留空则用 output_ratio。</translation>
    </message>
    <message>
        <source>Height and width of the window of the max pool.</source>
        <translation>最大池化窗口的高度和宽度。</translation>
    </message>
    <message>
        <source>Height and width of the window that is painted.</source>
        <translation>所绘窗口的高度和宽度。</translation>
    </message>
    <message>
        <source>Height and width of the window.</source>
        <translation>窗口的高和宽。</translation>
    </message>
    <message>
        <source>Height and width that the max pool was given, where its windows did not fit evenly; empty: as if they did.</source>
        <translation>最大池化所接收的高度和宽度，用于其窗口没有正好铺满时；留空则视为正好铺满。</translation>
    </message>
    <message>
        <source>How far apart the windows are painted; 2 doubles the map. Best a divisor of kernel_size.</source>
        <translation>所绘窗口之间的距离；2 使特征图加倍。最好能整除 kernel_size。</translation>
    </message>
    <message>
        <source>How far below 0 the result can get.</source>
        <translation>结果最多能低于 0 多少。</translation>
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
        <source>How many are stacked, each reading what the one before it wrote.</source>
        <translation>堆叠多少层，每层读取前一层的输出。</translation>
    </message>
    <message>
        <source>How many columns at the left to cut off.</source>
        <translation>左边裁掉多少列。</translation>
    </message>
    <message>
        <source>How many columns at the right to cut off.</source>
        <translation>右边裁掉多少列。</translation>
    </message>
    <message>
        <source>How many neighbouring channels count, the one itself included.</source>
        <translation>相邻多少个通道参与计算，包括自身。</translation>
    </message>
    <message>
        <source>How many numbers are remembered from step to step.</source>
        <translation>从一步到下一步记住多少个数。</translation>
    </message>
    <message>
        <source>How many of the last dimensions are normalized together: 1 is the features, 3 channels, height and width of maps.</source>
        <translation>最后多少个维度一起归一化：1 是特征，3 是特征图的通道、高度和宽度。</translation>
    </message>
    <message>
        <source>How many parts.</source>
        <translation>分成几份。</translation>
    </message>
    <message>
        <source>How many patterns to learn: the channels of the output.</source>
        <translation>要学习的模式数，即输出的通道数。</translation>
    </message>
    <message>
        <source>How many rows at the bottom to cut off.</source>
        <translation>底部裁掉多少行。</translation>
    </message>
    <message>
        <source>How many rows at the top to cut off.</source>
        <translation>顶部裁掉多少行。</translation>
    </message>
    <message>
        <source>How many slopes: 1, or with per_channel the channels of the input.</source>
        <translation>斜率的个数：1，或在 per_channel 时为输入的通道数。</translation>
    </message>
    <message>
        <source>How many times attention is computed side by side, each on its share of the vectors; it must divide d_model.</source>
        <translation>并行计算多少个注意力，各用向量的一部分；它必须整除 d_model。</translation>
    </message>
    <message>
        <source>How many times attention is computed side by side, each on its share of the vectors; it must divide embed_dim.</source>
        <translation>并行计算多少个注意力，各用向量的一部分；它必须整除 embed_dim。</translation>
    </message>
    <message>
        <source>How many times fewer channels there are in the middle.</source>
        <translation>中间的通道数缩减为几分之一。</translation>
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
        <source>How many windows each channel gets: so many output channels are made of it.</source>
        <translation>每个通道有多少个窗口：由它产生同样多的输出通道。</translation>
    </message>
    <message>
        <source>How much larger; its square is how many channels become one.</source>
        <translation>放大多少倍；其平方是多少个通道变成一个。</translation>
    </message>
    <message>
        <source>How much of each new batch enters the running mean and variance; empty: the plain average of all.</source>
        <translation>每个新批次在滑动均值和方差中所占的比例；留空则取所有批次的平均。</translation>
    </message>
    <message>
        <source>How much smaller; its square is how many channels one becomes.</source>
        <translation>缩小多少倍；其平方是一个通道变成多少个。</translation>
    </message>
    <message>
        <source>How much the neighbours&apos; strength counts.</source>
        <translation>相邻通道的强度占多大比重。</translation>
    </message>
    <message>
        <source>How much to add: left, right, top, bottom, and so on for more dimensions; less than 0 cuts off.</source>
        <translation>添加多少：左、右、上、下，更多维度依此类推；小于 0 表示裁掉。</translation>
    </message>
    <message>
        <source>How sharp the bend is; the larger, the closer to ReLU.</source>
        <translation>弯折有多急；越大越接近 ReLU。</translation>
    </message>
    <message>
        <source>How the pixels between are computed: linear is for sequences, bilinear and bicubic for maps, trilinear for volumes.</source>
        <translation>中间像素的计算方式：linear 用于序列，bilinear 和 bicubic 用于特征图，trilinear 用于体数据。</translation>
    </message>
    <message>
        <source>How the pixels between are computed: linear is for sequences, bilinear and bicubic for maps, trilinear for volumes; area averages, which suits shrinking.</source>
        <translation>中间像素的计算方式：linear 用于序列，bilinear 和 bicubic 用于特征图，trilinear 用于体数据；area 取平均，适合缩小。</translation>
    </message>
    <message>
        <source>In training, sets each number to 0 with probability p and scales up the rest; in eval mode does nothing.</source>
        <translation>训练时以概率 p 将每个数置 0，并相应放大其余的数；评估模式下不起作用。</translation>
    </message>
    <message>
        <source>In training, sets the whole input to 0 with probability p and scales it up otherwise: placed at the end of a residual branch, it skips the branch, and the network is trained at many depths at once.</source>
        <translation>训练时以概率 p 把整个输入设为 0，否则按比例放大：放在残差分支末尾，它会跳过该分支，使网络同时以多种深度训练。</translation>
    </message>
    <message>
        <source>In training, sets whole channels of a sequence to 0 with probability p: neighbours in one channel are so alike that dropping single numbers would hide little.</source>
        <translation>训练时以概率 p 把序列的整个通道设为 0：同一通道的相邻数十分相似，只丢弃单个数几乎遮不住什么。</translation>
    </message>
    <message>
        <source>In training, sets whole maps to 0 with probability p: neighbouring pixels are so alike that dropping single ones would hide little.</source>
        <translation>训练时以概率 p 把整个特征图设为 0：相邻像素十分相似，只丢弃单个像素几乎遮不住什么。</translation>
    </message>
    <message>
        <source>In training, sets whole volumes to 0 with probability p: neighbouring voxels are so alike that dropping single ones would hide little.</source>
        <translation>训练时以概率 p 把整个体数据通道设为 0：相邻体素十分相似，只丢弃单个体素几乎遮不住什么。</translation>
    </message>
    <message>
        <source>Into how many groups the channels are split; it must divide them. 1: all channels together.</source>
        <translation>把通道分成多少组；必须能整除通道数。1：所有通道一起。</translation>
    </message>
    <message>
        <source>Its whole shape; it has no batch, and is repeated along dimensions of size 1.</source>
        <translation>它的完整形状；它没有批维度，在大小为 1 的维度上重复使用。</translation>
    </message>
    <message>
        <source>Keep these dimensions, with size 1.</source>
        <translation>保留这些维度，大小为 1。</translation>
    </message>
    <message>
        <source>Keeps what is positive and makes the rest small instead of 0, so that no unit falls silent for good.</source>
        <translation>保留正数，把其余的变小而不是变成 0，使任何单元都不会永远沉默。</translation>
    </message>
    <message>
        <source>Keeps what is positive and sets the rest to 0.</source>
        <translation>保留正值，其余置 0。</translation>
    </message>
    <message>
        <source>Keeps what is positive; negative numbers bend smoothly towards −α, which keeps the mean near 0.</source>
        <translation>保留正数；负数平滑地弯向 −α，使均值接近 0。</translation>
    </message>
    <message>
        <source>Last dimension to be merged; -1 is the last.</source>
        <translation>要合并的最后一个维度；-1 是最末维。</translation>
    </message>
    <message>
        <source>Lays inputs of one shape on one another along a new dimension, as frames make a film.</source>
        <translation>沿一个新维度把形状相同的输入叠在一起，如同画面组成影片。</translation>
    </message>
    <message>
        <source>Lays the numbers of all maps in one row, as a Linear layer wants them.</source>
        <translation>把所有特征图展平成一个向量，供 Linear 层使用。</translation>
    </message>
    <message>
        <source>Lays the numbers of several channels side by side as pixels of one: 4 channels become one map of twice the height and width. After a convolution it enlarges images without a checkerboard.</source>
        <translation>把几个通道的数并排作为一个通道的像素：4 个通道变成一个高宽加倍的特征图。放在卷积之后，可放大图像而不出现棋盘格。</translation>
    </message>
    <message>
        <source>Lays the pixels of small squares behind one another as channels: the map gets smaller, and every number is kept. It undoes PixelShuffle.</source>
        <translation>把小方块的像素前后排成通道：特征图变小，而每个数都保留。它是 PixelShuffle 的逆操作。</translation>
    </message>
    <message>
        <source>Learn a scale and a shift for every channel.</source>
        <translation>为每个通道学习缩放和平移。</translation>
    </message>
    <message>
        <source>Learn a scale and a shift for every number.</source>
        <translation>为每个数学习缩放和平移。</translation>
    </message>
    <message>
        <source>Learn a scale for every number.</source>
        <translation>为每个数学习缩放。</translation>
    </message>
    <message>
        <source>Learn a scale γ and a shift β for every channel.</source>
        <translation>为每个通道学习缩放 γ 和平移 β。</translation>
    </message>
    <message>
        <source>Learn a slope for each channel, rather than one for all.</source>
        <translation>为每个通道各学一个斜率，而不是共用一个。</translation>
    </message>
    <message>
        <source>Length of a row.</source>
        <translation>一行的长度。</translation>
    </message>
    <message>
        <source>Length of the input&apos;s last dimension; taken from it unless you type a value.</source>
        <translation>输入最后一维的长度；不填则由输入得出。</translation>
    </message>
    <message>
        <source>Length of the result.</source>
        <translation>结果的长度。</translation>
    </message>
    <message>
        <source>Length of the vectors at input: their last dimension; taken from it unless you type a value.</source>
        <translation>input 处向量的长度，即其最后一维；除非你自己填写，否则取自输入。</translation>
    </message>
    <message>
        <source>Length of the vectors at key: their last dimension; taken from it unless you type a value.</source>
        <translation>key 处向量的长度，即其最后一维；除非你自己填写，否则取自输入。</translation>
    </message>
    <message>
        <source>Length of the vectors at query: their last dimension; taken from it unless you type a value.</source>
        <translation>query 处向量的长度，即其最后一维；除非你自己填写，否则取自输入。</translation>
    </message>
    <message>
        <source>Length of the vectors at value: their last dimension; taken from it unless you type a value.</source>
        <translation>value 处向量的长度，即其最后一维；除非你自己填写，否则取自输入。</translation>
    </message>
    <message>
        <source>Length of the vectors between the two Linear layers; usually 4 times d_model.</source>
        <translation>两个 Linear 层之间向量的长度；通常是 d_model 的 4 倍。</translation>
    </message>
    <message>
        <source>Length of the window of the max pool.</source>
        <translation>最大池化窗口的长度。</translation>
    </message>
    <message>
        <source>Length of the window that is painted.</source>
        <translation>所绘窗口的长度。</translation>
    </message>
    <message>
        <source>Length of the window.</source>
        <translation>窗口的长度。</translation>
    </message>
    <message>
        <source>Length that the max pool was given, where its windows did not fit evenly; empty: as if they did.</source>
        <translation>最大池化所接收的长度，用于其窗口没有正好铺满时；留空则视为正好铺满。</translation>
    </message>
    <message>
        <source>Looks at the mean of each map, and from all of them works out how much of each map passes: attention between channels, for little cost.</source>
        <translation>看每个特征图的均值，并由全部均值算出每个特征图通过多少：以很小的代价实现通道间的注意力。</translation>
    </message>
    <message>
        <source>Makes maps larger or smaller. As Upsample, and it can average areas and smooth while it shrinks.</source>
        <translation>使特征图变大或变小。与 Upsample 相同，还能按区域取平均，并在缩小时平滑。</translation>
    </message>
    <message>
        <source>Makes maps larger, and learns how: every pixel paints a window of weights, stride apart, and what overlaps is added. The way back up in a U-Net or a generator.</source>
        <translation>使特征图变大，并学习如何做：每个像素绘制一个权重窗口，间距为 stride，重叠处相加。U-Net 或生成器中向上的路。</translation>
    </message>
    <message>
        <source>Makes sequences longer, and learns how: every number paints a window of weights, stride apart, and what overlaps is added.</source>
        <translation>使序列变长，并学习如何做：每个数绘制一个权重窗口，间距为 stride，重叠处相加。</translation>
    </message>
    <message>
        <source>Makes volumes larger, and learns how: every pixel paints a cube of weights, stride apart, and what overlaps is added.</source>
        <translation>使体数据变大，并学习如何做：每个像素绘制一个权重立方体，间距为 stride，重叠处相加。</translation>
    </message>
    <message>
        <source>Multiplies each number by the share of a normal distribution that lies below it: a smooth ReLU, usual in transformers and ConvNeXt.</source>
        <translation>把每个数乘以正态分布中低于它的比例：平滑的 ReLU，常用于 Transformer 和 ConvNeXt。</translation>
    </message>
    <message>
        <source>Multiplies everything by one number that stays as it is. For a number that is learnt, multiply by a Parameter.</source>
        <translation>把所有数乘以一个固定不变的数。若要学习这个数，请与 Parameter 相乘。</translation>
    </message>
    <message>
        <source>Multiplies its inputs number by number: one holds what there is to say, the other how much of it passes, as in squeeze-and-excitation.</source>
        <translation>把各输入逐数相乘：一个是内容，另一个决定内容通过多少，如挤压与激励网络。</translation>
    </message>
    <message>
        <source>Normalize before attention and Linear layers rather than behind; deep stacks then learn more easily.</source>
        <translation>在注意力和 Linear 层之前而不是之后归一化；这样深层堆叠更容易学习。</translation>
    </message>
    <message>
        <source>Normalizes each channel of each image by itself, over height and width: contrast and brightness of the image are gone. Usual where one image is turned into another, as in style transfer.</source>
        <translation>对每张图像的每个通道单独归一化，跨高度和宽度：去掉图像的对比度和亮度。常用于把一张图像变成另一张，如风格迁移。</translation>
    </message>
    <message>
        <source>Normalizes each channel of each sequence by itself, over its length: loudness and offset of the sequence are gone.</source>
        <translation>对每个序列的每个通道单独归一化，跨其长度：去掉序列的响度和偏移。</translation>
    </message>
    <message>
        <source>Normalizes each channel of each volume by itself, over depth, height and width; usual in the segmentation of medical images, where a batch is small.</source>
        <translation>对每个体数据的每个通道单独归一化，跨深度、高度和宽度；常用于批很小的医学图像分割。</translation>
    </message>
    <message>
        <source>Normalizes each channel over batch, depth, height and width, then scales by γ and shifts by β. In eval mode it uses the running mean and variance that it collected in training.</source>
        <translation>对每个通道跨批、深度、高度和宽度归一化，再用 γ 缩放、用 β 平移。评估模式使用训练时收集的滑动均值和方差。</translation>
    </message>
    <message>
        <source>Normalizes each channel over batch, height and width, then scales by γ and shifts by β. In eval mode it uses the running mean and variance that it collected in training.</source>
        <translation>在批次、高和宽上对每个通道归一化，再用 γ 缩放、用 β 平移。评估模式下使用训练时累积的滑动均值和方差。</translation>
    </message>
    <message>
        <source>Normalizes each feature over the batch, or each channel of a sequence over batch and length, then scales by γ and shifts by β. In eval mode it uses the running mean and variance that it collected in training.</source>
        <translation>对每个特征跨批归一化，或对序列的每个通道跨批和长度归一化，再用 γ 缩放、用 β 平移。评估模式使用训练时收集的滑动均值和方差。</translation>
    </message>
    <message>
        <source>Normalizes groups of channels of each image by themselves. It does not depend on the batch, so it works where BatchNorm does not: with one or two images at a time.</source>
        <translation>对每张图像的通道分组单独归一化。它不依赖批，因此在 BatchNorm 不适用时仍可用：每次只有一两张图像时。</translation>
    </message>
    <message>
        <source>Normalizes the features of each place by themselves, then scales and shifts them; usual in transformers. It looks at the last dimensions: for the channels of maps, put a Permute before it and one behind.</source>
        <translation>对每个位置的特征单独归一化，再缩放和平移；常用于 Transformer。它看最后的维度：要处理特征图的通道，请在前后各放一个 Permute。</translation>
    </message>
    <message>
        <source>Numbers that the network learns, by themselves: a scale for every channel, what is added at each position.</source>
        <translation>网络自己学习的数：每个通道的缩放，或在每个位置加上的数。</translation>
    </message>
    <message>
        <source>One layer of a transformer: the sequence attends to itself, then a small network of two Linear layers works on each vector; both are added to what came in and normalized.</source>
        <translation>Transformer 的一层：序列关注自身，然后由两个 Linear 层组成的小网络处理每个向量；两者都与输入相加并归一化。</translation>
    </message>
    <message>
        <source>One number, or a tensor filled with it, that stays as it is: to scale or to shift by.</source>
        <translation>一个数，或由它填满的张量，保持不变：用于缩放或平移。</translation>
    </message>
    <message>
        <source>Passes its input on unchanged: a place to branch from, or to look at.</source>
        <translation>原样传递输入：可作为分支点或观察点。</translation>
    </message>
    <message>
        <source>Places added around the sequence; “same” keeps its length.</source>
        <translation>在序列两端添加的位置数；“same”保持其长度。</translation>
    </message>
    <message>
        <source>Places added at both ends, at most half of the window.</source>
        <translation>在两端添加的位置数，最多为窗口的一半。</translation>
    </message>
    <message>
        <source>Places added at the end alone, since a stride above 1 leaves the size open.</source>
        <translation>只在末端添加的位置数，因为 stride 大于 1 时大小不唯一。</translation>
    </message>
    <message>
        <source>Places cut off all around: the padding of the convolution that this one turns round.</source>
        <translation>四周裁掉的位置数：即被它反转的卷积的填充。</translation>
    </message>
    <message>
        <source>Places that the max pool added.</source>
        <translation>最大池化添加的位置数。</translation>
    </message>
    <message>
        <source>Planes, rows and columns added around the volume, at most half of the window.</source>
        <translation>在体数据四周添加的层、行和列，最多为窗口的一半。</translation>
    </message>
    <message>
        <source>Planes, rows and columns added around the volume; “same” keeps its size.</source>
        <translation>在体数据四周添加的层、行和列；“same”保持其大小。</translation>
    </message>
    <message>
        <source>Planes, rows and columns added at the end alone, since a stride above 1 leaves the size open.</source>
        <translation>只在末端添加的层、行和列，因为 stride 大于 1 时大小不唯一。</translation>
    </message>
    <message>
        <source>Planes, rows and columns cut off all around: the padding of the convolution that this one turns round.</source>
        <translation>四周裁掉的层、行和列：即被它反转的卷积的填充。</translation>
    </message>
    <message>
        <source>Planes, rows and columns that the max pool added.</source>
        <translation>最大池化添加的层、行和列。</translation>
    </message>
    <message>
        <source>Probability with which a channel is set to 0.</source>
        <translation>一个通道被设为 0 的概率。</translation>
    </message>
    <message>
        <source>Probability with which a match is left out in training.</source>
        <translation>训练时一个匹配被忽略的概率。</translation>
    </message>
    <message>
        <source>Probability with which a number is replaced.</source>
        <translation>一个数被替换的概率。</translation>
    </message>
    <message>
        <source>Probability with which a number is set to 0 between two layers, in training.</source>
        <translation>训练时两层之间一个数被设为 0 的概率。</translation>
    </message>
    <message>
        <source>Probability with which a number is set to 0 in training.</source>
        <translation>训练时一个数被设为 0 的概率。</translation>
    </message>
    <message>
        <source>Probability with which a number is set to 0.</source>
        <translation>将一个数置 0 的概率。</translation>
    </message>
    <message>
        <source>Probability with which the branch is skipped.</source>
        <translation>跳过该分支的概率。</translation>
    </message>
    <message>
        <source>Put the corner pixels of input and output on each other; not for the nearest modes.</source>
        <translation>使输入和输出的角点像素重合；nearest 各模式不适用。</translation>
    </message>
    <message>
        <source>Puts each number back where a max pool found it, and zeros everywhere else. The pool tells the places when its return_indices is set, as in SegNet.</source>
        <translation>把每个数放回最大池化找到它的位置，其他地方为零。池化在 return_indices 打开时给出这些位置，如 SegNet。</translation>
    </message>
    <message>
        <source>Puts in a dimension of size 1, so that what is computed with the result is repeated along it.</source>
        <translation>插入一个大小为 1 的维度，使随后的运算沿它重复。</translation>
    </message>
    <message>
        <source>Puts its inputs behind one another; along dimension 1, the channels of one follow those of the other.</source>
        <translation>依次拼接各输入；沿维度 1 时即按通道拼接。</translation>
    </message>
    <message>
        <source>Puts rows and columns around maps, so that a window reaches over the edge, or that two maps become of one size.</source>
        <translation>在特征图四周添加行和列，使窗口可以越过边缘，或使两个特征图大小一致。</translation>
    </message>
    <message>
        <source>Puts the dimensions into another order: 0, 2, 3, 1 moves the channels of maps to the end, where LayerNorm and Linear look for features.</source>
        <translation>把维度换成另一种次序：0, 2, 3, 1 把特征图的通道移到最后，LayerNorm 和 Linear 在那里寻找特征。</translation>
    </message>
    <message>
        <source>ReLU that stops at 6; small networks for telephones use it, since its range suits 8-bit numbers.</source>
        <translation>在 6 处截止的 ReLU；手机上的小网络使用它，因为其范围适合 8 位数。</translation>
    </message>
    <message>
        <source>Read a second time, from the end; the output holds both, behind one another.</source>
        <translation>再从末尾读一遍；输出包含两个方向，前后相接。</translation>
    </message>
    <message>
        <source>Reads a sequence step by step, and at each step decides how much of what it remembers is replaced: an LSTM with fewer gates and weights.</source>
        <translation>逐步读取序列，并在每一步决定所记内容有多少被替换：门和权重都更少的 LSTM。</translation>
    </message>
    <message>
        <source>Reads a sequence step by step. Gates decide what enters its memory (cell), what is forgotten, and what is told (hidden), so that it remembers over many steps.</source>
        <translation>逐步读取序列。门决定什么进入记忆（cell）、什么被遗忘、什么被说出（hidden），因此能记住很多步。</translation>
    </message>
    <message>
        <source>Real numbers (float32), or whole ones (int64) such as the numbers of words or classes.</source>
        <translation>实数（float32），或整数（int64），例如词或类别的编号。</translation>
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
        <source>Rows and columns added at the end alone, since a stride above 1 leaves the size open.</source>
        <translation>只在末端添加的行和列，因为 stride 大于 1 时大小不唯一。</translation>
    </message>
    <message>
        <source>Rows and columns cut off all around: the padding of the convolution that this one turns round.</source>
        <translation>四周裁掉的行和列：即被它反转的卷积的填充。</translation>
    </message>
    <message>
        <source>Rows and columns that the max pool added.</source>
        <translation>最大池化添加的行和列。</translation>
    </message>
    <message>
        <source>Rows longer than this are shortened to it whenever they are looked up.</source>
        <translation>比这更长的行在每次查找时缩短到这个长度。</translation>
    </message>
    <message>
        <source>Rows of the table; the numbers that come in must be from 0 to one less.</source>
        <translation>表的行数；输入的数必须从 0 到行数减一。</translation>
    </message>
    <message>
        <source>Shape of one sample: channels, height, width.</source>
        <translation>单个样本的形状：通道、高、宽。</translation>
    </message>
    <message>
        <source>SiLU made of straight pieces and one parabola: nearly the same, and cheap to compute; used by MobileNetV3.</source>
        <translation>由直线段和一段抛物线组成的 SiLU：几乎相同，计算便宜；MobileNetV3 使用它。</translation>
    </message>
    <message>
        <source>Sigmoid made of three straight pieces: 0 below −3, 1 above 3, a line between.</source>
        <translation>由三段直线组成的 sigmoid：−3 以下为 0，3 以上为 1，中间是一条直线。</translation>
    </message>
    <message>
        <source>Slides small cubes of weights through volumes, such as video or scans of a body. Each output channel is one pattern it has learnt to see.</source>
        <translation>让小的权重立方体在体数据上滑动，例如视频或人体扫描。每个输出通道对应一种学到的模式。</translation>
    </message>
    <message>
        <source>Slides small windows of weights along sequences, such as sound. Each output channel is one pattern it has learnt to hear.</source>
        <translation>让小的权重窗口沿序列滑动，例如声音。每个输出通道对应一种学会听出的模式。</translation>
    </message>
    <message>
        <source>Slides small windows of weights over the maps. Each output channel is one pattern it has learnt to see.</source>
        <translation>让卷积核在特征图上滑动。每个输出通道对应一种学到的模式。</translation>
    </message>
    <message>
        <source>Smooth while shrinking, so that fine stripes do not turn into coarse ones; for bilinear and bicubic.</source>
        <translation>缩小时先平滑，使细条纹不会变成粗条纹；用于 bilinear 和 bicubic。</translation>
    </message>
    <message>
        <source>Splits one dimension into several: 64 features into 4 heads of 16, or a row into channels, height and width.</source>
        <translation>把一个维度拆成几个：64 个特征拆成 4 个头、每头 16，或把一行拆成通道、高度和宽度。</translation>
    </message>
    <message>
        <source>Squeezes each number to between 0 and 1: a probability of yes, or how far a gate is open.</source>
        <translation>把每个数压到 0 和 1 之间：“是”的概率，或门开了多少。</translation>
    </message>
    <message>
        <source>Squeezes each number to between −1 and 1; what LeNet used in 1998, and the last layer of many generators.</source>
        <translation>把每个数压到 −1 和 1 之间；LeNet 在 1998 年使用它，许多生成器的最后一层也用它。</translation>
    </message>
    <message>
        <source>Subtracts the second input from the first, number by number: what is in one and not in the other.</source>
        <translation>从第一个输入逐数减去第二个：一个有而另一个没有的部分。</translation>
    </message>
    <message>
        <source>Take every so manyth only.</source>
        <translation>每隔这么多取一个。</translation>
    </message>
    <message>
        <source>Takes a part of one dimension, as Python&apos;s start:end:step does: some of the channels, or the last step of a sequence.</source>
        <translation>取一个维度的一部分，如 Python 的 start:end:step：一些通道，或序列的最后一步。</translation>
    </message>
    <message>
        <source>Takes maxima until the size that you choose is left, whatever comes in; 1 leaves one number a channel: global max pooling.</source>
        <translation>无论输入多大，取最大值直到剩下你选择的大小；1 表示每个通道只留一个数：全局最大池化。</translation>
    </message>
    <message>
        <source>Takes maxima until the size that you choose is left, whatever comes in; 1×1 is global max pooling.</source>
        <translation>无论输入多大，取最大值直到剩下你选择的大小；1×1 即全局最大池化。</translation>
    </message>
    <message>
        <source>Takes maxima until the size that you choose is left, whatever comes in; 1×1×1 is global max pooling.</source>
        <translation>无论输入多大，取最大值直到剩下你选择的大小；1×1×1 即全局最大池化。</translation>
    </message>
    <message>
        <source>Takes out a dimension of size 1. A dimension of another size is left as it is.</source>
        <translation>去掉一个大小为 1 的维度。其他大小的维度保持不变。</translation>
    </message>
    <message>
        <source>Takes the largest number in each window: was the pattern seen anywhere here?</source>
        <translation>取每个窗口中的最大值：这里是否出现过该模式？</translation>
    </message>
    <message>
        <source>Takes the largest number in windows that chance places anew each time, in eval mode too. Maps can shrink by less than half at a step, and training sees every image a little differently.</source>
        <translation>在每次随机放置的窗口中取最大值，评估模式下也如此。特征图每步可缩小不到一半，训练每次看到的图像也略有不同。</translation>
    </message>
    <message>
        <source>Takes the mean of each window: how strongly was the pattern seen here on the whole?</source>
        <translation>取每个窗口的均值：该模式在这里整体上有多强？</translation>
    </message>
    <message>
        <source>Takes the p-norm of each window: between the sum, which every number is part of, and the maximum, which only the largest is.</source>
        <translation>取每个窗口的 p 范数：介于每个数都参与的和与只取最大者的最大值之间。</translation>
    </message>
    <message>
        <source>The batch is the first dimension and the sequence the second; without, the other way round.</source>
        <translation>批是第一个维度，序列是第二个；否则相反。</translation>
    </message>
    <message>
        <source>The dimension along which the inputs follow one another; 1 is the channels.</source>
        <translation>沿哪个维度拼接；1 是通道。</translation>
    </message>
    <message>
        <source>The dimension that is divided; 1 is the channels.</source>
        <translation>被分开的维度；1 是通道。</translation>
    </message>
    <message>
        <source>The dimension that is halved; 1 is the channels.</source>
        <translation>被减半的维度；1 是通道。</translation>
    </message>
    <message>
        <source>The dimension that is split; 1 is the channels or features.</source>
        <translation>被拆分的维度；1 是通道或特征。</translation>
    </message>
    <message>
        <source>The dimension that is taken out; -1 is the last.</source>
        <translation>被去掉的维度；-1 是最后一个。</translation>
    </message>
    <message>
        <source>The dimension whose entries add up to 1; 1 is the channels or classes.</source>
        <translation>沿哪个维度求和为 1；1 是通道或类别。</translation>
    </message>
    <message>
        <source>The dimension whose probabilities add up to 1; 1 is the channels or classes.</source>
        <translation>概率之和为 1 的维度；1 是通道或类别。</translation>
    </message>
    <message>
        <source>The dimension; 1 is the channels.</source>
        <translation>哪个维度；1 是通道。</translation>
    </message>
    <message>
        <source>The dimensions that are averaged over; -2, -1 are height and width.</source>
        <translation>在哪些维度上取平均；-2, -1 是高度和宽度。</translation>
    </message>
    <message>
        <source>The first that is no longer taken; empty: all to the end.</source>
        <translation>不再取的第一个；留空则取到末尾。</translation>
    </message>
    <message>
        <source>The first that is taken; the count begins at 0, and -1 is the last.</source>
        <translation>取的第一个；从 0 开始数，-1 是最后一个。</translation>
    </message>
    <message>
        <source>The logarithm of Softmax, computed without loss of precision. Cross-entropy does this itself.</source>
        <translation>Softmax 的对数，计算时不损失精度。交叉熵自己会做这一步。</translation>
    </message>
    <message>
        <source>The mean along some dimensions. Over height and width it leaves one number a channel, as global average pooling does; over channels, one map.</source>
        <translation>沿一些维度取均值。沿高度和宽度时每个通道留一个数，如全局平均池化；沿通道时留一个特征图。</translation>
    </message>
    <message>
        <source>The new shape without the batch; one size may be -1: whatever is left.</source>
        <translation>不含批的新形状；其中一个可以是 -1：即剩下的全部。</translation>
    </message>
    <message>
        <source>The number that stands for “nothing here”: its row is 0 and is not learnt.</source>
        <translation>表示“这里没有”的数：它的那一行是 0，且不学习。</translation>
    </message>
    <message>
        <source>The number.</source>
        <translation>这个数。</translation>
    </message>
    <message>
        <source>The power p: 1 sums, 2 is the length of a vector, larger ones come close to the maximum. A fraction takes no negative numbers.</source>
        <translation>幂 p：1 是求和，2 是向量的长度，更大的接近最大值。小数幂不能用于负数。</translation>
    </message>
    <message>
        <source>The power to which the sum is raised before the division.</source>
        <translation>除之前把和升到的幂。</translation>
    </message>
    <message>
        <source>The product of matrices: each number of the result is a sum of products of a row of the first input and a column of the second. Attention is made of it.</source>
        <translation>矩阵乘积：结果的每个数是第一个输入的一行与第二个输入的一列的乘积之和。注意力由它构成。</translation>
    </message>
    <message>
        <source>The result&apos;s sides as a part of the input&apos;s, such as 0.7; empty: use output_size.</source>
        <translation>结果的边长占输入的比例，例如 0.7；留空则用 output_size。</translation>
    </message>
    <message>
        <source>The sides of the result, such as height and width; empty: use scale_factor.</source>
        <translation>结果的边长，例如高度和宽度；留空则用 scale_factor。</translation>
    </message>
    <message>
        <source>The sizes of the parts, from the first on; together they must be all of the dimension.</source>
        <translation>各份的大小，从第一份起；加起来必须等于该维度的大小。</translation>
    </message>
    <message>
        <source>The sizes of these dimensions; taken from the input unless you type them.</source>
        <translation>这些维度的大小；除非你自己填写，否则取自输入。</translation>
    </message>
    <message>
        <source>The slope before training.</source>
        <translation>训练前的斜率。</translation>
    </message>
    <message>
        <source>The stride of the max pool; empty: as far as the window is wide.</source>
        <translation>最大池化的步幅；留空则等于窗口大小。</translation>
    </message>
    <message>
        <source>Throw the dice for each image (row), or once for the whole batch.</source>
        <translation>对每张图像（每一行）掷一次骰子，或对整个批掷一次。</translation>
    </message>
    <message>
        <source>Turns numbers into probabilities that add up to 1. Cross-entropy does this itself: do not put it before the Output of a network that is to be trained.</source>
        <translation>把数值转换成总和为 1 的概率。交叉熵损失已包含这一步：要训练的网络不要把它放在 Output 之前。</translation>
    </message>
    <message>
        <source>What is put there: one value, the map mirrored at its edge, the edge&apos;s own pixels, or the other side.</source>
        <translation>填入的内容：一个固定值、在边缘处镜像的特征图、边缘自身的像素，或另一侧。</translation>
    </message>
    <message>
        <source>What it is split into, as sizes whose product is its own; one of them may be -1: whatever is left.</source>
        <translation>拆成哪些大小，其乘积等于原大小；其中一个可以是 -1：即剩下的全部。</translation>
    </message>
    <message>
        <source>What negative numbers are multiplied by.</source>
        <translation>负数所乘的数。</translation>
    </message>
    <message>
        <source>What stands behind the first of the two layers.</source>
        <translation>两层中第一层之后的函数。</translation>
    </message>
    <message>
        <source>What stands between the two Linear layers.</source>
        <translation>两个 Linear 层之间的函数。</translation>
    </message>
    <message>
        <source>What the network answers. For classification: one number a class, before any softmax.</source>
        <translation>网络的输出。用于分类时：每个类别一个数，不经过 softmax。</translation>
    </message>
    <message>
        <source>What the numbers are before training; normal draws them with a standard deviation of 0.02.</source>
        <translation>训练前的数；normal 按标准差 0.02 随机抽取。</translation>
    </message>
    <message>
        <source>What the padding is filled with.</source>
        <translation>填充的内容。</translation>
    </message>
    <message>
        <source>What turns the answer into how much passes.</source>
        <translation>把结果变成通过多少的函数。</translation>
    </message>
    <message>
        <source>Where beta times the number is above this, the result is the number itself.</source>
        <translation>beta 乘以该数大于此值时，结果就是该数本身。</translation>
    </message>
    <message>
        <source>Where images enter the network. Its shape is channels × height × width; the batch comes by itself.</source>
        <translation>图像由此进入网络。形状为通道 × 高 × 宽，批次维度会自动加上。</translation>
    </message>
    <message>
        <source>Where it stands among the dimensions of the result; -1 is at the end.</source>
        <translation>它在结果各维度中的位置；-1 是最后。</translation>
    </message>
    <message>
        <source>Where the new dimension stands among those of the result; 1 is behind the batch.</source>
        <translation>新维度在结果各维度中的位置；1 紧跟在批之后。</translation>
    </message>
    <message>
        <source>With elementwise_affine: learn the shift, too.</source>
        <translation>在 elementwise_affine 时：也学习平移。</translation>
    </message>
    <message>
        <source>With max_norm: which p-norm is meant by length; 2 is the usual one.</source>
        <translation>在 max_norm 时：长度指哪种 p 范数；通常是 2。</translation>
    </message>
    <message>
        <source>With mode constant: the number that is put there; empty: 0.</source>
        <translation>在模式 constant 时：填入的数；留空则为 0。</translation>
    </message>
    <message>
        <source>With need_weights: the mean over the heads, rather than the weights of each.</source>
        <translation>在 need_weights 时：给出各头的平均，而不是每个头的权重。</translation>
    </message>
    <message>
        <source>With track_running_stats: how much of each new batch enters the running mean and variance.</source>
        <translation>在 track_running_stats 时：每个新批在滑动均值和方差中占多少。</translation>
    </message>
    <message>
        <source>Write the result over the input: saves memory, and the input is gone.</source>
        <translation>将结果直接写入输入：节省内存，但输入不再保留。</translation>
    </message>
    <message>
        <source>x · sigmoid(x), also called swish: a smooth ReLU that dips a little below 0; used by EfficientNet.</source>
        <translation>x · sigmoid(x)，又称 swish：平滑的 ReLU，在 0 以下略有下凹；EfficientNet 使用它。</translation>
    </message>
    <message>
        <source>x · tanh(softplus(x)): smooth, and a little below 0 for small negative numbers; used by YOLOv4.</source>
        <translation>x · tanh(softplus(x))：平滑，小的负数处略低于 0；YOLOv4 使用它。</translation>
    </message>
</context>
<context>
    <name>categories</name>
    <message>
        <source>Activation</source>
        <translation>激活</translation>
    </message>
    <message>
        <source>Attention and recurrence</source>
        <translation>注意力与循环</translation>
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
        <source>A step of training takes {needed} of memory, and {free} is free on {device}. Make batch_size or the network smaller.</source>
        <translation>训练一步需要 {needed} 内存，而 {device} 上有 {free} 空闲。请减小 batch_size 或网络。</translation>
    </message>
    <message>
        <source>All parameters of {title} are frozen, so there is nothing to train. Unfreeze a layer.</source>
        <translation>{title} 的所有参数都已冻结，因此没有可训练的。请解冻一层。</translation>
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
        <source>The engine could not do this, by a fault of its own ({fault}). Please report it.</source>
        <translation>由于引擎自身的错误（{fault}），未能完成。请报告此问题。</translation>
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
        <source>The network cannot be built: its weights take {needed} of memory, and {free} is free on this computer. Make its layers smaller.</source>
        <translation>无法构建网络：其权重需要 {needed} 内存，而这台计算机有 {free} 空闲。请减小各层。</translation>
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
        <source>To look into this network takes {needed} of memory, and {free} is free here. Use smaller values.</source>
        <translation>查看这个网络需要 {needed} 内存，而这里有 {free} 空闲。请使用更小的值。</translation>
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
        <source>{node} has one number to normalize when one image goes through, and nothing to compare it with. Let larger maps or fewer groups reach it.</source>
        <translation>只有一张图像通过时，{node} 只有一个数可归一化，没有可比较的。请让更大的特征图或更少的组到达它。</translation>
    </message>
    <message>
        <source>{node} is given a whole number that is too large for it. Give it what it was made for, or make room for larger numbers.</source>
        <translation>{node} 收到的整数对它来说太大。请给它原本要用的数，或为更大的数留出空间。</translation>
    </message>
    <message>
        <source>{node} takes whole numbers, such as those of words, and an image has none. Choose a node to which only images lead.</source>
        <translation>{node} 接受整数，例如词的编号，而图像中没有。请选择只有图像通向的节点。</translation>
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
        <source>{path} holds half of a character (\ud800 to \udfff). Remove it, or choose another file.</source>
        <translation>{path} 含有半个字符（\ud800 到 \udfff）。请删除它，或选择其他文件。</translation>
    </message>
    <message>
        <source>{path} holds more than {most} values, which no document needs. Choose another file.</source>
        <translation>{path} 含有超过 {most} 个值，没有文档需要这么多。请选择其他文件。</translation>
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
        <source>{path} is larger than a document can be ({most} MB). Choose another file.</source>
        <translation>{path} 超过文档允许的大小（{most} MB）。请选择其他文件。</translation>
    </message>
    <message>
        <source>{path} is larger than {most} MB. Choose a smaller image.</source>
        <translation>{path} 超过 {most} MB。请选择更小的图像。</translation>
    </message>
    <message>
        <source>{path} is nested too deeply to be a ConvCanvas document. Choose another file.</source>
        <translation>{path} 嵌套过深，不是 ConvCanvas 文档。请选择其他文件。</translation>
    </message>
    <message>
        <source>{path} is no ordinary file. Choose another one.</source>
        <translation>{path} 不是普通文件。请选择其他文件。</translation>
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
        <source>{path} says twice in one place what “{key}” is. Remove one of them, or choose another file.</source>
        <translation>{path} 在同一处两次说明“{key}”。请删除其中一个，或选择其他文件。</translation>
    </message>
    <message>
        <source>{path} was not saved, since it could not be opened again. {fault}</source>
        <translation>{path} 未保存，因为保存后将无法再打开。{fault}</translation>
    </message>
    <message>
        <source>{path} was not saved: a text or a number in it cannot be written. Undo what you changed last.</source>
        <translation>{path} 未保存：其中有文本或数无法写入。请撤销最近的更改。</translation>
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
        <source>A softmax of a softmax is nearly flat, whatever the network says: it learns slowly, if at all.</source>
        <translation>softmax 的 softmax 几乎是平的，无论网络说什么：它学得很慢，甚至学不会。</translation>
    </message>
    <message>
        <source>A step of training with {batch} images needs {needed} of memory, and the device has {available}. Use a smaller batch_size.</source>
        <translation>以 {batch} 张图像训练一步需要 {needed} 内存，而设备有 {available}。请使用更小的 batch_size。</translation>
    </message>
    <message>
        <source>A value that you type instead of “derived” stays as it is when the layer before it changes.</source>
        <translation>手动输入的值不会自动推导：前一层改变时，它保持不变。</translation>
    </message>
    <message>
        <source>A window must fit into the map with its padding at least once.</source>
        <translation>窗口必须至少能在加了填充的特征图中放下一次。</translation>
    </message>
    <message>
        <source>A wire uses {port} of {node}, which is not there. Remove the wire.</source>
        <translation>有连线使用了 {node} 的 {port}，但该端口不存在。请移除连线。</translation>
    </message>
    <message>
        <source>Add an Input before {node}</source>
        <translation>在 {node} 前添加 Input</translation>
    </message>
    <message>
        <source>Add an Output after {node}</source>
        <translation>在 {node} 后添加 Output</translation>
    </message>
    <message>
        <source>All parts share one memory, and PyTorch cannot tell what a change of one means for the others.</source>
        <translation>各部分共用同一块内存，PyTorch 无法判断改动一部分对其他部分意味着什么。</translation>
    </message>
    <message>
        <source>Average each map of {nodes} to one number</source>
        <translation>把 {nodes} 的每个特征图平均成一个数</translation>
    </message>
    <message>
        <source>Average each map to one number, and put a Flatten before {node}</source>
        <translation>把每个特征图平均成一个数，并在 {node} 前放一个 Flatten</translation>
    </message>
    <message>
        <source>Average each map to one number, and put a Linear with {classes} outputs before {node}</source>
        <translation>把每个特征图平均成一个数，并在 {node} 前放一个有 {classes} 个输出的 Linear</translation>
    </message>
    <message>
        <source>Bring {nodes} to {features} features with a Linear</source>
        <translation>用 Linear 把 {nodes} 变为 {features} 个特征</translation>
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
        <source>Clear {first} and {second}</source>
        <translation>清除 {first} 和 {second}</translation>
    </message>
    <message>
        <source>Crop {nodes} to the size of {like}</source>
        <translation>把 {nodes} 裁剪到 {like} 的大小</translation>
    </message>
    <message>
        <source>Cut off less, so that {node} leaves the middle</source>
        <translation>裁得少一些，使 {node} 留下中间部分</translation>
    </message>
    <message>
        <source>Every image in a step needs room for what its layers made, until the gradients are computed.</source>
        <translation>一步中的每张图像都要为各层的结果留出空间，直到梯度算完。</translation>
    </message>
    <message>
        <source>Every row of every map would be weighed by itself, with the same weights.</source>
        <translation>每个特征图的每一行会用相同的权重单独加权。</translation>
    </message>
    <message>
        <source>Exchange rows and columns of {node}</source>
        <translation>交换 {node} 的行和列</translation>
    </message>
    <message>
        <source>Exchange {first} and {second}</source>
        <translation>交换 {first} 和 {second}</translation>
    </message>
    <message>
        <source>Fit the network to the data</source>
        <translation>使网络适合数据</translation>
    </message>
    <message>
        <source>Flatten {nodes}</source>
        <translation>展平 {nodes}</translation>
    </message>
    <message>
        <source>It is trained to give the right class the largest number.</source>
        <translation>训练要使正确类别的数最大。</translation>
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
        <source>Leave {argument} of {node} empty</source>
        <translation>把 {node} 的 {argument} 留空</translation>
    </message>
    <message>
        <source>Let {argument} of {node} be {value} again</source>
        <translation>让 {node} 的 {argument} 恢复为 {value}</translation>
    </message>
    <message>
        <source>Maps can be laid behind one another only where they are equally large.</source>
        <translation>只有同样大的特征图才能前后拼接。</translation>
    </message>
    <message>
        <source>Mean and variance of a single image are a poor guess at those of all.</source>
        <translation>单张图像的均值和方差不足以代表全部图像。</translation>
    </message>
    <message>
        <source>No node can be called {name}: PyTorch&apos;s modules use that word themselves. Choose another name.</source>
        <translation>节点不能叫 {name}：PyTorch 的 Module 自身使用了这个词。请换一个名称。</translation>
    </message>
    <message>
        <source>Normalization takes the mean of each channel away, and adds a bias of its own.</source>
        <translation>归一化减去每个通道的均值，再加上自己的偏置。</translation>
    </message>
    <message>
        <source>Normalizing means to compare with the mean, and a single number is its own mean.</source>
        <translation>归一化就是与均值比较，而单个数就是它自己的均值。</translation>
    </message>
    <message>
        <source>Numbers at the same place are added, so there must be as many on both sides.</source>
        <translation>同一位置的数相加，因此两边的数必须一样多。</translation>
    </message>
    <message>
        <source>Numbers between 0 and 1 are nearly equal after a softmax: the network learns slowly, if at all.</source>
        <translation>0 和 1 之间的数经过 softmax 后几乎相等：网络学得很慢，甚至学不会。</translation>
    </message>
    <message>
        <source>Numbers that the network holds itself are the same for every image.</source>
        <translation>网络自己保存的数对每张图像都一样。</translation>
    </message>
    <message>
        <source>Only what leads from an Input to an Output is computed and trained.</source>
        <translation>只有从 Input 通向 Output 的部分才会被计算和训练。</translation>
    </message>
    <message>
        <source>Pad {nodes} with zeros to the size of {like}</source>
        <translation>用零把 {nodes} 填充到 {like} 的大小</translation>
    </message>
    <message>
        <source>Project {nodes} to {channels} channels with a 1×1 convolution</source>
        <translation>用 1×1 卷积把 {nodes} 投影到 {channels} 个通道</translation>
    </message>
    <message>
        <source>Project {nodes} to {channels} channels with a 1×1 convolution of stride {stride}</source>
        <translation>用步幅为 {stride} 的 1×1 卷积把 {nodes} 投影到 {channels} 个通道</translation>
    </message>
    <message>
        <source>Project {nodes} to {channels} channels with a 1×1 convolution, and resize to the size of {like}</source>
        <translation>用 1×1 卷积把 {nodes} 投影到 {channels} 个通道，并缩放到 {like} 的大小</translation>
    </message>
    <message>
        <source>Put a Flatten and a Linear with {classes} outputs before {node}</source>
        <translation>在 {node} 前放一个 Flatten 和一个有 {classes} 个输出的 Linear</translation>
    </message>
    <message>
        <source>Put a Flatten before {node}</source>
        <translation>在 {node} 前放一个 Flatten</translation>
    </message>
    <message>
        <source>Put a Linear with {classes} outputs before {node}</source>
        <translation>在 {node} 前放一个有 {classes} 个输出的 Linear</translation>
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
        <source>Remove the wire from {source} to {target}</source>
        <translation>删除从 {source} 到 {target} 的连线</translation>
    </message>
    <message>
        <source>Remove {argument}</source>
        <translation>移除 {argument}</translation>
    </message>
    <message>
        <source>Remove {node}</source>
        <translation>删除 {node}</translation>
    </message>
    <message>
        <source>Rename to {name}</source>
        <translation>改名为 {name}</translation>
    </message>
    <message>
        <source>Repeat the numbers of {nodes} all over the maps of {like}</source>
        <translation>把 {nodes} 的数重复铺满 {like} 的特征图</translation>
    </message>
    <message>
        <source>Replace {node} by a {block}</source>
        <translation>用 {block} 代替 {node}</translation>
    </message>
    <message>
        <source>Replace {node} by an Upsample and a convolution</source>
        <translation>用 Upsample 和卷积代替 {node}</translation>
    </message>
    <message>
        <source>Resize {nodes} to the size of {like}</source>
        <translation>把 {nodes} 缩放到 {like} 的大小</translation>
    </message>
    <message>
        <source>Set batch_size to {value}</source>
        <translation>把 batch_size 设为 {value}</translation>
    </message>
    <message>
        <source>Set {argument} of {node} to {value}</source>
        <translation>把 {node} 的 {argument} 设为 {value}</translation>
    </message>
    <message>
        <source>Set {argument} of {node} to {value}, and padding to {padding}</source>
        <translation>把 {node} 的 {argument} 设为 {value}，padding 设为 {padding}</translation>
    </message>
    <message>
        <source>Several answers are given as a dictionary, by the names of their Outputs.</source>
        <translation>多个答案以字典给出，键是各 Output 的名称。</translation>
    </message>
    <message>
        <source>Shrink {nodes} to the size of {like} with a 1×1 convolution of stride {stride}</source>
        <translation>用步幅为 {stride} 的 1×1 卷积把 {nodes} 缩小到 {like} 的大小</translation>
    </message>
    <message>
        <source>Take {argument} from the input</source>
        <translation>由输入得出 {argument}</translation>
    </message>
    <message>
        <source>The bias of {node} is taken away again by {norm}. Turn it off.</source>
        <translation>{node} 的偏置又被 {norm} 减掉。请关闭它。</translation>
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
        <source>The gradient is computed from numbers that were kept; PyTorch stops where they have changed.</source>
        <translation>梯度由保留下来的数计算；它们一旦改变，PyTorch 就会停止。</translation>
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
        <source>The network seems to be meant for other data, or the recipe for another network.</source>
        <translation>网络似乎是为其他数据设计的，或者训练方案是为其他网络设计的。</translation>
    </message>
    <message>
        <source>The numbers would be other ones at the next image.</source>
        <translation>这些数会属于下一张图像。</translation>
    </message>
    <message>
        <source>The other layer would get the overwritten numbers, and the network compute something else.</source>
        <translation>另一层会得到被覆盖的数，网络计算的就是别的东西。</translation>
    </message>
    <message>
        <source>The output of a layer would be needed before it could be computed.</source>
        <translation>某一层的输出在算出之前就会被用到。</translation>
    </message>
    <message>
        <source>The pattern has to be unlearnt first (Odena et al., Deconvolution and Checkerboard Artifacts, Distill 2016).</source>
        <translation>网络得先学会消除这种图案（Odena 等，Deconvolution and Checkerboard Artifacts，Distill 2016）。</translation>
    </message>
    <message>
        <source>The points of the window and its steps have a divisor in common, and meet the same pixels only.</source>
        <translation>窗口的各点与步幅有公约数，因此只会遇到同样的像素。</translation>
    </message>
    <message>
        <source>The wire from {source} to {node} has a field that this version does not know: {field}. It is kept as it is.</source>
        <translation>从 {source} 到 {node} 的连线有本版本不认识的字段：{field}。它会原样保留。</translation>
    </message>
    <message>
        <source>Turn {argument} of {node} off</source>
        <translation>关闭 {node} 的 {argument}</translation>
    </message>
    <message>
        <source>Turn {argument} of {node} on</source>
        <translation>打开 {node} 的 {argument}</translation>
    </message>
    <message>
        <source>Turn {argument} off in all {count} of them</source>
        <translation>在全部 {count} 个中关闭 {argument}</translation>
    </message>
    <message>
        <source>Two layers with one key would overwrite each other&apos;s weights.</source>
        <translation>键名相同的两层会互相覆盖权重。</translation>
    </message>
    <message>
        <source>What lies there cannot change the answer. Shortcuts of ResNets do so to save work.</source>
        <translation>那里的内容不会影响答案。ResNet 的捷径这样做是为了节省计算。</translation>
    </message>
    <message>
        <source>With one image in a step, each BatchNorm ({count} of them) goes by that image alone. Use a larger batch_size.</source>
        <translation>一步只有一张图像时，每个 BatchNorm（共 {count} 个）只依据这张图像。请使用更大的 batch_size。</translation>
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
        <source>{count} wires end at the input of {node}, which takes {most} at most. Join some of them before it.</source>
        <translation>{node} 的输入接了 {count} 条连线，最多只接受 {most} 条。请先把其中一些合并。</translation>
    </message>
    <message>
        <source>{names} form a loop. A network runs one way: remove one of their wires.</source>
        <translation>{names} 形成环路。网络只能单向计算，请移除其中一条连线。</translation>
    </message>
    <message>
        <source>{nodes}: with one image in a step there is a single number for each channel, which cannot be normalized. Set batch_size to 2 or more.</source>
        <translation>{nodes}：一步只有一张图像时，每个通道只有一个数，无法归一化。请把 batch_size 设为 2 或更大。</translation>
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
        <source>{node} cannot divide dimension {dim}, which has {size}, into {chunks} parts of equal size. Choose a number of chunks that divides it.</source>
        <translation>{node} 无法把大小为 {size} 的维度 {dim} 分成 {chunks} 等份。请选择能整除它的 chunks。</translation>
    </message>
    <message>
        <source>{node} cannot halve dimension {dim}, which has {size}. Make it even.</source>
        <translation>{node} 无法把大小为 {size} 的维度 {dim} 减半。请使它为偶数。</translation>
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
        <source>{node} cannot lay {amount} out as {sizes}. Give sizes with the same product, one of them -1 at most.</source>
        <translation>{node} 无法把 {amount} 排成 {sizes}。请给出乘积相同的大小，其中最多一个为 -1。</translation>
    </message>
    <message>
        <source>{node} cannot multiply {shapes} as matrices: the first has {columns} columns and the second {rows} rows. Make them equal; a Permute exchanges rows and columns.</source>
        <translation>{node} 无法把 {shapes} 作为矩阵相乘：第一个有 {columns} 列，第二个有 {rows} 行。请使它们相等；Permute 可交换行和列。</translation>
    </message>
    <message>
        <source>{node} cannot multiply {shapes}: the dimensions before rows and columns must be equal, or 1 where they should be repeated.</source>
        <translation>{node} 无法把 {shapes} 相乘：行和列之前的维度必须相等，或为 1 以便重复。</translation>
    </message>
    <message>
        <source>{node} cannot put {shapes} together number by number: the sizes differ. Make them equal, or 1 where they should be repeated.</source>
        <translation>{node} 无法把 {shapes} 逐数合并：大小不同。请使它们相等，或为 1 以便重复。</translation>
    </message>
    <message>
        <source>{node} cannot split dimension {dim}, which has {amount}, into {sizes}. Give sizes whose product is {amount}, one of them -1 at most.</source>
        <translation>{node} 无法把大小为 {amount} 的维度 {dim} 拆成 {sizes}。请给出乘积为 {amount} 的大小，其中最多一个为 -1。</translation>
    </message>
    <message>
        <source>{node} cannot stack {shapes}: they must be equal.</source>
        <translation>{node} 无法堆叠 {shapes}：它们必须相同。</translation>
    </message>
    <message>
        <source>{node} cuts {rows} rows and {columns} columns off a map of {size}: nothing is left. Cut off less.</source>
        <translation>{node} 从 {size} 的特征图裁掉 {rows} 行和 {columns} 列：什么也不剩。请裁得少一些。</translation>
    </message>
    <message>
        <source>{node} depends on no Input: it would be the same for every image. Connect it to what an Input leads to.</source>
        <translation>{node} 不依赖任何 Input：它对每张图像都一样。请把它连到 Input 所通向的地方。</translation>
    </message>
    <message>
        <source>{node} expects {argument} = {pinned} and its input has {derived}. Take it from the input?</source>
        <translation>{node} 的 {argument} 设为 {pinned}，而输入为 {derived}。要由输入得出吗？</translation>
    </message>
    <message>
        <source>{node} gets {input} and indices of {indices}, and must find an index for every number. Let both come from one max pool, and nothing between change the size.</source>
        <translation>{node} 收到 {input} 和 {indices} 的索引，而每个数都必须有一个索引。请让两者来自同一个最大池化，且中间不改变大小。</translation>
    </message>
    <message>
        <source>{node} gets {input} and the size of {like}, which has another number of dimensions. Bring both to the same.</source>
        <translation>{node} 收到 {input} 和 {like} 的大小，后者的维度数不同。请使两者相同。</translation>
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
        <source>{node} has the name that it was given by itself. With several Outputs, name each after what it answers.</source>
        <translation>{node} 的名称是自动给的。有多个 Output 时，请按其答案为每个命名。</translation>
    </message>
    <message>
        <source>{node} is a sigmoid before the Output, and the loss takes a softmax of what it is given. Remove it.</source>
        <translation>{node} 是 Output 前的 sigmoid，而损失会对输入取 softmax。请删除它。</translation>
    </message>
    <message>
        <source>{node} is a softmax before the Output, and the loss takes one itself. Remove it.</source>
        <translation>{node} 是 Output 前的 softmax，而损失自己会取 softmax。请删除它。</translation>
    </message>
    <message>
        <source>{node} is a softmax before the Output, and the loss takes one itself; taken twice, nothing changes.</source>
        <translation>{node} 是 Output 前的 softmax，而损失自己会取 softmax；取两次不会改变什么。</translation>
    </message>
    <message>
        <source>{node} is a “{block}”, a block that this version does not know. It is kept as it is; update ConvCanvas or replace the node.</source>
        <translation>{node} 是“{block}”，此版本不认识这种模块。它将原样保留；请更新 ConvCanvas 或替换该节点。</translation>
    </message>
    <message>
        <source>{node} is given maps of {shape}, and works along their last dimension: {length} columns, not all numbers. Put Flatten before it.</source>
        <translation>{node} 收到 {shape} 的特征图，并沿其最后一维工作：{length} 列，而不是所有的数。请在它前面放 Flatten。</translation>
    </message>
    <message>
        <source>{node} is given {query} as query, {key} as key and {value} as value. All need the same batch, and key and value the same number of vectors.</source>
        <translation>{node} 收到 query {query}、key {key} 和 value {value}。三者的批必须相同，key 和 value 的向量个数必须相同。</translation>
    </message>
    <message>
        <source>{node} is given {shapes}: all sizes but the last must be equal.</source>
        <translation>{node} 收到 {shapes}：除最后一维外，所有大小必须相等。</translation>
    </message>
    <message>
        <source>{node} is given {shape} for an image, and training on the recipe&apos;s data needs one number for each of {classes} classes.</source>
        <translation>{node} 对一张图像收到 {shape}，而用训练方案的数据训练需要为 {classes} 个类别各有一个数。</translation>
    </message>
    <message>
        <source>{node} is given {shape} numbers for an image, and the recipe&apos;s data has {classes} classes. Make them equal.</source>
        <translation>{node} 对一张图像收到 {shape} 个数，而训练方案的数据有 {classes} 个类别。请使它们相等。</translation>
    </message>
    <message>
        <source>{node} is given {shape}, in which the images of a batch are mixed. Flatten from dimension 1 on.</source>
        <translation>传给 {node} 的是 {shape}，其中批次内的图像混在了一起。请从维度 1 开始展平。</translation>
    </message>
    <message>
        <source>{node} is given {shape}, where N counts the images of a batch, and looks for them in dimension {wanted_place}. Change batch_first, or exchange the dimensions with a Permute.</source>
        <translation>{node} 收到 {shape}，其中 N 是批的图像数，而它在{wanted_place}寻找它们。请更改 batch_first，或用 Permute 交换维度。</translation>
    </message>
    <message>
        <source>{node} leads to no Output, so it is left out of the network.</source>
        <translation>{node} 不通向任何 Output，因此不计入网络。</translation>
    </message>
    <message>
        <source>{node} makes a map of {here}, and its indices are places in one of {there}, which {pool} was given. Give it the window of {pool}, and output_size = {there}.</source>
        <translation>{node} 产生 {here} 的特征图，而其索引是 {there} 中的位置，那是 {pool} 收到的大小。请给它 {pool} 的窗口，并设 output_size = {there}。</translation>
    </message>
    <message>
        <source>{node} makes a map of {size}: nothing is left. Use a larger {argument}.</source>
        <translation>{node} 产生 {size} 的特征图：什么也不剩。请使用更大的 {argument}。</translation>
    </message>
    <message>
        <source>{node} needs hidden and cell, or neither of them. Draw the other wire, or remove the one.</source>
        <translation>{node} 需要 hidden 和 cell 两者，或都不要。请画上另一条连线，或删除这一条。</translation>
    </message>
    <message>
        <source>{node} needs {wanted_shape} as {port}, and gets {shape}.</source>
        <translation>{node} 的 {port} 需要{wanted_shape}，收到的是 {shape}。</translation>
    </message>
    <message>
        <source>{node} normalizes each channel over its places, and {shape} has one: only 0 would be left. Use it where maps are larger, or another normalization.</source>
        <translation>{node} 在每个通道的各位置上归一化，而 {shape} 只有一个位置：只会剩下 0。请用在特征图更大的地方，或换一种归一化。</translation>
    </message>
    <message>
        <source>{node} takes nothing of dimension {dim}, which has {size}. Change start or end.</source>
        <translation>{node} 从大小为 {size} 的维度 {dim} 中什么也没取。请更改 start 或 end。</translation>
    </message>
    <message>
        <source>{node} takes {argument} from a dimension that counts the images of a batch, of which there may be any number. Bring the batch to the front with a Permute.</source>
        <translation>{node} 从表示批中图像数的维度取 {argument}，而图像数可以是任意的。请用 Permute 把批移到最前。</translation>
    </message>
    <message>
        <source>{node} takes {here} and {answer} is given {shape}; the recipe&apos;s data has images of {there} in {classes} classes.</source>
        <translation>{node} 接受 {here}，{answer} 收到 {shape}；训练方案的数据是 {classes} 个类别的 {there} 图像。</translation>
    </message>
    <message>
        <source>{node} takes {here}, and the images of the recipe&apos;s data are {there}. Set its shape to {there}.</source>
        <translation>{node} 接受 {here}，而训练方案的数据图像是 {there}。请把它的形状设为 {there}。</translation>
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
        <source>{node} was made by a newer version of {block} ({version}; this one is {ours}). What this version does not know is kept; check its settings, or update ConvCanvas.</source>
        <translation>{node} 由更新版本的 {block}（{version}；本版本为 {ours}）创建。本版本不认识的内容会保留；请检查其设置，或更新 ConvCanvas。</translation>
    </message>
    <message>
        <source>{node} would add to dimension {dim} or cut it, and that counts the images of a batch, of which there may be any number. Bring the batch to the front with a Permute.</source>
        <translation>{node} 会增加或裁剪维度 {dim}，而它是批的图像数，可以是任意的。请用 Permute 把批移到最前。</translation>
    </message>
    <message>
        <source>{node} would make {shape}, where ? cuts the batch or adds to it. Bring the batch to the front with a Permute.</source>
        <translation>{node} 会产生 {shape}，其中 ? 裁剪或增加了批。请用 Permute 把批移到最前。</translation>
    </message>
    <message>
        <source>{node} would need {amount} numbers in one tensor; the limit is {most}. Use smaller values.</source>
        <translation>{node} 的一个张量将有 {amount} 个数，上限为 {most}。请减小数值。</translation>
    </message>
    <message>
        <source>{node} writes into a part that {other} has cut out, which PyTorch does not allow in training. Turn {argument} off.</source>
        <translation>{node} 写入 {other} 切出的一部分，PyTorch 在训练中不允许这样做。请关闭 {argument}。</translation>
    </message>
    <message>
        <source>{node} writes over its input, which {other} reads after it. Turn {argument} off.</source>
        <translation>{node} 覆盖它的输入，而 {other} 在其后还要读取。请关闭 {argument}。</translation>
    </message>
    <message>
        <source>{node} writes over what {other} needs for its backward pass. Turn {argument} off.</source>
        <translation>{node} 覆盖 {other} 反向传播所需的内容。请关闭 {argument}。</translation>
    </message>
    <message>
        <source>{node} writes over {other}, which the network itself holds. Turn {argument} off.</source>
        <translation>{node} 覆盖网络自己保存的 {other}。请关闭 {argument}。</translation>
    </message>
    <message>
        <source>{node}: a kernel that spans {kernel} does not fit a map of {size} with padding {padding}. Make the kernel smaller, pad more, or pool less before it.</source>
        <translation>{node}：跨度为 {kernel} 的卷积核放不进 {size} 的特征图（填充 {padding}）。请减小卷积核、增加填充，或减少之前的池化。</translation>
    </message>
    <message>
        <source>{node}: align_corners has no meaning with mode {mode}. Clear it, or choose one of: {choices}.</source>
        <translation>{node}：align_corners 对模式 {mode} 没有意义。请清除它，或选择其中之一：{choices}。</translation>
    </message>
    <message>
        <source>{node}: antialias has no meaning with mode {mode}. Clear it, or choose bilinear or bicubic, which take maps.</source>
        <translation>{node}：antialias 对模式 {mode} 没有意义。请清除它，或选择用于特征图的 bilinear 或 bicubic。</translation>
    </message>
    <message>
        <source>{node}: dims is {dims}, and its input has {most} dimensions beside the batch. Use at most {most}.</source>
        <translation>{node}：dims 为 {dims}，而其输入除批外有 {most} 个维度。最多用 {most}。</translation>
    </message>
    <message>
        <source>{node}: dims is {value}, and must name each dimension of {shape} once: 0 to {most} in some order.</source>
        <translation>{node}：dims 为 {value}，而 {shape} 的每个维度必须恰好出现一次：0 到 {most}，次序任意。</translation>
    </message>
    <message>
        <source>{node}: downscale_factor {factor} must divide each side of the map of {size}. Pad or crop the map, or choose another factor.</source>
        <translation>{node}：downscale_factor {factor} 必须整除 {size} 特征图的每条边。请填充或裁剪特征图，或选择其他倍数。</translation>
    </message>
    <message>
        <source>{node}: dropout acts between layers, and there is one. Set num_layers to 2 or more, or dropout to 0.</source>
        <translation>{node}：dropout 作用于层与层之间，而这里只有一层。请把 num_layers 设为 2 或更大，或把 dropout 设为 0。</translation>
    </message>
    <message>
        <source>{node}: give either output_size or output_ratio, not both and not neither.</source>
        <translation>{node}：output_size 和 output_ratio 只能给一个，也必须给一个。</translation>
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
        <source>{node}: kernel {kernel} is no multiple of stride {stride}, so that some pixels are painted more often than others: a checkerboard.</source>
        <translation>{node}：kernel {kernel} 不是 stride {stride} 的倍数，因此有些像素被绘制的次数比其他的多：出现棋盘格。</translation>
    </message>
    <message>
        <source>{node}: kernel {kernel} is smaller than stride {stride}, so that some pixels are never looked at.</source>
        <translation>{node}：kernel {kernel} 小于 stride {stride}，因此有些像素从未被看到。</translation>
    </message>
    <message>
        <source>{node}: mode {mode} can add 0 to {most} at each side of dimension {dim}, which has {size}. Use less, or mode constant.</source>
        <translation>{node}：模式 {mode} 在大小为 {size} 的维度 {dim} 的每一侧可添加 0 到 {most}。请减少，或用模式 constant。</translation>
    </message>
    <message>
        <source>{node}: mode {mode} takes {wanted}, and gets {shape}. Choose one of: {choices}.</source>
        <translation>{node}：模式 {mode} 接受{wanted}，收到的是 {shape}。请选择其中之一：{choices}。</translation>
    </message>
    <message>
        <source>{node}: num_groups = {groups} must divide the channels, {channels}.</source>
        <translation>{node}：num_groups = {groups} 必须整除通道数 {channels}。</translation>
    </message>
    <message>
        <source>{node}: output_padding {output_padding} must be less than stride {stride} or dilation {dilation}. Use at most {most}, or a larger stride.</source>
        <translation>{node}：output_padding {output_padding} 必须小于 stride {stride} 或 dilation {dilation}。最多用 {most}，或使用更大的 stride。</translation>
    </message>
    <message>
        <source>{node}: output_size is {output_size}, and its input can come from {least} to {most}. Use the size of the map that was pooled.</source>
        <translation>{node}：output_size 为 {output_size}，而其输入可来自 {least} 到 {most}。请使用被池化的特征图的大小。</translation>
    </message>
    <message>
        <source>{node}: pad has {count} numbers. Give two for each dimension to be padded, from the last one back; with mode {mode} this input takes {least} to {most}.</source>
        <translation>{node}：pad 有 {count} 个数。请从最后一维往前，为每个要填充的维度给两个数；模式 {mode} 时此输入接受 {least} 到 {most} 个。</translation>
    </message>
    <message>
        <source>{node}: pad is {pad} and cuts off all {size} of dimension {dim}. Cut off less.</source>
        <translation>{node}：pad 为 {pad}，裁掉了维度 {dim} 的全部 {size}。请裁得少一些。</translation>
    </message>
    <message>
        <source>{node}: padding is wider than the map of {size} that “{mode}” padding copies from. Use at most {most}, or zeros.</source>
        <translation>{node}：填充超过了“{mode}”填充所复制的 {size} 特征图。最多用 {most}，或改用 zeros。</translation>
    </message>
    <message>
        <source>{node}: padding {padding} cuts off all of the {size} that it makes of its input. Use a smaller padding or a larger kernel.</source>
        <translation>{node}：padding {padding} 裁掉了由输入产生的全部 {size}。请使用更小的 padding 或更大的 kernel。</translation>
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
        <source>{node}: padding_idx is {index}, and the rows are {least} to {most}.</source>
        <translation>{node}：padding_idx 为 {index}，而行号是 {least} 到 {most}。</translation>
    </message>
    <message>
        <source>{node}: start_dim comes after end_dim. Exchange them.</source>
        <translation>{node}：start_dim 在 end_dim 之后。请交换两者。</translation>
    </message>
    <message>
        <source>{node}: stride {stride} with {channels} channels is more than the processor&apos;s kernels can count. Use at most {most}.</source>
        <translation>{node}：stride {stride} 配 {channels} 个通道，超出处理器内核的计数范围。最多用 {most}。</translation>
    </message>
    <message>
        <source>{node}: the kernel {kernel} is larger than the map of {size}, which {block} does not take even with padding. Make the kernel smaller, or pool less before it.</source>
        <translation>{node}：kernel {kernel} 大于 {size} 的特征图，即使有填充，{block} 也不接受。请缩小 kernel，或在它之前少池化。</translation>
    </message>
    <message>
        <source>{node}: the sections {sections} make {sum}, and dimension {dim} has {size}. Change the sections.</source>
        <translation>{node}：sections {sections} 合计 {sum}，而维度 {dim} 的大小是 {size}。请更改 sections。</translation>
    </message>
    <message>
        <source>{node}: upscale_factor {factor} takes {square} channels for each one it makes, and its input has {channels}. Let the layer before it make a multiple of {square}.</source>
        <translation>{node}：upscale_factor {factor} 每产生一个通道需要 {square} 个通道，而其输入有 {channels} 个。请让前一层产生 {square} 的倍数。</translation>
    </message>
    <message>
        <source>{node}: value has no meaning with mode {mode}. Clear it, or choose constant.</source>
        <translation>{node}：value 对模式 {mode} 没有意义。请清除它，或选择 constant。</translation>
    </message>
    <message>
        <source>{node}: with dilation {dilation} and padding {padding}, a window falls beside the map of {size}, on padding alone. Use less of either.</source>
        <translation>{node}：dilation 为 {dilation}、padding 为 {padding} 时，有窗口落在 {size} 的特征图之外，只碰到填充。请减小其中之一。</translation>
    </message>
    <message>
        <source>{node}: with dilation {dilation} and stride {stride}, some pixels are never looked at.</source>
        <translation>{node}：dilation 为 {dilation}、stride 为 {stride} 时，有些像素从未被看到。</translation>
    </message>
    <message>
        <source>{node}: with {groups} groups, each has a single number of {shape}, and normalizing leaves 0 of it. Use fewer groups.</source>
        <translation>{node}：分成 {groups} 组时，每组只有 {shape} 的一个数，归一化后只剩 0。请减少组数。</translation>
    </message>
    <message>
        <source>{node}: {argument} = {heads} must divide the length of the vectors, {length}.</source>
        <translation>{node}：{argument} = {heads} 必须整除向量长度 {length}。</translation>
    </message>
    <message>
        <source>{node}: {argument} = {value} is the dimension that counts the images of a batch, of which there may be any number. Choose another dimension.</source>
        <translation>{node}：{argument} = {value} 是表示批中图像数的维度，而图像数可以是任意的。请选择其他维度。</translation>
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
        <source>{node}: {argument} names dimension {value} twice. Name each once.</source>
        <translation>{node}：{argument} 两次指定维度 {value}。每个只写一次。</translation>
    </message>
    <message>
        <source>{node}: {argument} {value} does not fit an input with {dimensions} dimensions of space. Give one number for all of them, or one for each.</source>
        <translation>{node}：{argument} {value} 不适合有 {dimensions} 个空间维度的输入。请给一个数用于全部，或每个维度各给一个。</translation>
    </message>
    <message>
        <source>{node}: {block} has no argument {argument}. It is kept, and does nothing.</source>
        <translation>{node}：{block} 没有参数 {argument}。它将保留，但不起作用。</translation>
    </message>
    <message>
        <source>{node}: {output} windows of {kernel} do not fit a map of {size}. Make the kernel or the result smaller.</source>
        <translation>{node}：{output} 个 {kernel} 的窗口放不进 {size} 的特征图。请缩小 kernel 或结果。</translation>
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
    <name>summary</name>
    <message>
        <source>Errors and warnings at the node.</source>
        <translation>该节点的错误和警告。</translation>
    </message>
    <message>
        <source>FLOPs</source>
        <translation>FLOPs</translation>
    </message>
    <message>
        <source>Floating-point operations for one sample: two for each multiply-accumulate.</source>
        <translation>单个样本的浮点运算次数：每次乘加算两次。</translation>
    </message>
    <message>
        <source>How many pixels of the input one pixel of the output sees, and how far apart two neighbours look.</source>
        <translation>输出的一个像素能看到输入的多少像素，以及相邻两个像素看的位置相距多远。</translation>
    </message>
    <message>
        <source>Layers with weights on the longest way here, this one included.</source>
        <translation>到此为止最长路径上带权重的层数，包括本层。</translation>
    </message>
    <message>
        <source>MACs</source>
        <translation>MACs</translation>
    </message>
    <message>
        <source>Memory of the outputs, with a batch of {batch}.</source>
        <translation>批大小为 {batch} 时输出占用的内存。</translation>
    </message>
    <message>
        <source>Multiply-accumulates of convolutions, linears and matrix products for one sample.</source>
        <translation>单个样本在卷积、线性层和矩阵乘积中的乘加次数。</translation>
    </message>
    <message>
        <source>Numbers that are saved with the weights and not learnt by gradients.</source>
        <translation>随权重保存、但不由梯度学习的数。</translation>
    </message>
    <message>
        <source>Numbers that the node learns or has learnt.</source>
        <translation>节点正在学习或已学到的数。</translation>
    </message>
    <message>
        <source>Shape of the output of one sample; of every output, where there are several.</source>
        <translation>单个样本输出的形状；有多个输出时列出每一个。</translation>
    </message>
    <message>
        <source>The node&apos;s name, in the order of execution.</source>
        <translation>节点的名称，按执行次序排列。</translation>
    </message>
    <message>
        <source>The parameters that are not frozen.</source>
        <translation>未冻结的参数。</translation>
    </message>
    <message>
        <source>The type of the numbers of the output.</source>
        <translation>输出中数的类型。</translation>
    </message>
    <message>
        <source>What autograd keeps from the forward pass for the backward pass, with a batch of {batch}.</source>
        <translation>批大小为 {batch} 时，autograd 从前向传播为反向传播保留的内容。</translation>
    </message>
    <message>
        <source>What the node is.</source>
        <translation>节点是什么模块。</translation>
    </message>
    <message>
        <source>block</source>
        <translation>模块</translation>
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
        <source>dtype</source>
        <translation>dtype</translation>
    </message>
    <message>
        <source>kept for backward</source>
        <translation>为反向传播保留</translation>
    </message>
    <message>
        <source>name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>output memory</source>
        <translation>输出内存</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>receptive field</source>
        <translation>感受野</translation>
    </message>
    <message>
        <source>trainable</source>
        <translation>可训练</translation>
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
        <source>a whole number, or one for each dimension of space (height, width)</source>
        <translation>一个整数，或每个空间维度一个（高度、宽度）</translation>
    </message>
    <message>
        <source>a whole number, or three (depth, height, width)</source>
        <translation>一个整数，或三个（深度、高度、宽度）</translation>
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
        <source>one of these numbers of dimensions, the batch counted: {ranks}</source>
        <translation>以下维度数之一（含批）：{ranks}</translation>
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
        <source>volumes of channels×depth×height×width (5 dimensions with the batch)</source>
        <translation>通道×深度×高度×宽度的体数据（含批共 5 维）</translation>
    </message>
    <message>
        <source>whole (int64)</source>
        <translation>整数（int64）</translation>
    </message>
</context>
</TS>
