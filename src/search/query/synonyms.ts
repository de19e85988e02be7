// Different words for one thing, which no paper need write side by side: abbreviations and
// competing translations of the field, and what Taiwan calls otherwise than the mainland.

/**
 * Of one meaning; every form finds the others. Latin ones in lower case, Chinese ones simplified.
 */
const GROUPS = `
大模型|大语言模型|llm|large language model
多模态大模型|多模态大语言模型|mllm|multimodal large language model
视觉语言模型|vlm|vision language model
视觉语言动作模型|vla|vision language action
卷积神经网络|卷积网络|cnn|convolutional neural network
图神经网络|gnn|graph neural network
图卷积网络|gcn|graph convolutional network
循环神经网络|rnn|recurrent neural network
长短期记忆|lstm
生成对抗网络|生成式对抗网络|gan|generative adversarial network
变分自编码器|vae|variational autoencoder
脉冲神经网络|snn|spiking neural network
多层感知机|mlp
变换器|transformer
扩散模型|diffusion model
状态空间模型|ssm|state space model
强化学习|rl|reinforcement learning
人类反馈强化学习|rlhf|reinforcement learning from human feedback
直接偏好优化|dpo|direct preference optimization
检索增强生成|检索增强|rag|retrieval augmented generation
思维链|cot|chain of thought
上下文学习|语境学习|icl|in context learning
提示词工程|提示工程|prompt engineering
提示词|提示|prompt
参数高效微调|peft|parameter efficient fine tuning
低秩适配|低秩适应|lora|low rank adaptation
专家混合|混合专家|moe|mixture of experts
人工智能|ai|artificial intelligence
通用人工智能|agi|artificial general intelligence
机器学习|ml|machine learning
自然语言处理|nlp|natural language processing
计算机视觉|cv|computer vision
命名实体识别|ner|named entity recognition
光学字符识别|ocr
语音识别|自动语音识别|asr|speech recognition
语音合成|文本转语音|tts|text to speech|speech synthesis
机器翻译|mt|machine translation
问答|qa|question answering
视觉问答|vqa|visual question answering
知识图谱|kg|knowledge graph
知识蒸馏|kd|knowledge distillation
对比学习|contrastive learning
联邦学习|fl|federated learning
主成分分析|pca
支持向量机|svm
主动学习|active learning
元学习|meta learning
迁移学习|transfer learning
多任务学习|mtl|multi task learning
智能体|代理|agent
多智能体|多代理|multi agent
具身智能|具身人工智能|embodied intelligence|embodied ai
世界模型|world model
嵌入|向量表示|embedding
注意力|attention
鲁棒性|稳健性|健壮性|robustness
基准测试|基准|benchmark
数据集|语料库|dataset
幻觉|hallucination
越狱|jailbreak
对齐|alignment
微调|fine tuning|finetuning
预训练|pre training|pretraining
后训练|post training
量化|quantization
剪枝|pruning
神经架构搜索|nas|neural architecture search
神经辐射场|nerf|neural radiance field
高斯泼溅|高斯溅射|3dgs|gaussian splatting
点云|point cloud
同步定位与建图|同时定位与地图构建|slam
激光雷达|lidar
惯性测量单元|imu
无人机|无人飞行器|uav|drone
自动驾驶|无人驾驶|autonomous driving
虚拟现实|vr|virtual reality
增强现实|ar|augmented reality
物联网|iot|internet of things
脑电图|脑电|eeg
心电图|心电|ecg
磁共振成像|核磁共振|磁共振|mri
计算机断层扫描|ct
电子健康记录|电子病历|ehr|electronic health record
新冠|新冠肺炎|新型冠状病毒|covid|covid 19
阿尔茨海默病|阿尔兹海默症|alzheimer
现场可编程门阵列|fpga
图形处理器|gpu
时间序列|时序|time series
推荐系统|recommender system|recommendation system
可解释性|可解释人工智能|xai|interpretability|explainability
偏微分方程|pde|partial differential equation
物理信息神经网络|pinn|physics informed neural network
马尔可夫决策过程|mdp|markov decision process
大规模预训练|large scale pre training
零样本|zero shot
少样本|小样本|few shot
长上下文|long context
推测解码|投机解码|speculative decoding
键值缓存|kv cache
后门攻击|backdoor attack
对抗攻击|adversarial attack
深度伪造|deepfake
水印|watermark
手语|sign language
文生图|文本到图像|text to image
文生视频|文本到视频|text to video
超分辨率|超分|super resolution
目标检测|物体检测|对象检测|object detection
语义分割|semantic segmentation
行人重识别|reid|person re identification
`

/**
 * Taiwan → mainland, both in simplified characters as the search folds them. The longer come first.
 */
const TAIWAN = `
人工智慧 人工智能|资料集 数据集|资料库 数据库|资料 数据|模组 模块|释出 发布|网际网路 互联网|网路 网络|演算法 算法|最佳化 优化|资讯 信息|影片 视频|
影像 图像|软体 软件|硬体 硬件|程式码 代码|程式 程序|品质 质量|使用者 用户|平行 并行|记忆体 内存|介面 接口|支援 支持|即时 实时|讯号 信号|语意 语义|
取样 采样|物件侦测 目标检测|侦测 检测|画素 像素|社群 社区|变数 变量|函式 函数|伺服器 服务器|解析度 分辨率|频宽 带宽|晶片 芯片|档案 文件|感测器 传感器|
回馈 反馈|模拟 仿真|雷射 激光|行动 移动|全域 全局|区域性 局部|开放原始码 开源|智慧 智能|电脑 计算机|回圈 循环|物件 对象|作业系统 操作系统|数位 数字|
装置 设备|搜寻 搜索|互动 交互|萤幕 屏幕|透过 通过|强健性 鲁棒性|稳健性 鲁棒性|云端 云|权重值 权重|类神经网路 神经网络|卷积类神经网路 卷积神经网络|
预设 默认|列印 打印|连结 链接|滑鼠 鼠标|机率 概率|矩阵运算 矩阵运算|线上 在线|离线 离线|资安 信息安全|视讯 视频|语音辨识 语音识别|辨识 识别|
标竿 基准|品质管制 质量控制|专案 项目|回应 响应|储存 存储|非同步 异步|执行绪 线程|排程 调度|丛集 集群|分群 聚类|回归分析 回归分析|样版 模板|字串 字符串
`

const synonymsOf = new Map<string, readonly string[]>()
for (const line of GROUPS.trim().split('\n')) {
  const words = line.split('|')
  for (const word of words) synonymsOf.set(word, [...(synonymsOf.get(word) ?? []), ...words.filter((other) => other !== word)])
}

const taiwan = new Map(
  TAIWAN.replace(/\n/g, '')
    .split('|')
    .map((pair) => pair.split(' ') as [string, string])
    .filter(([own, other]) => own !== other),
)
const TAIWAN_WORD = new RegExp([...taiwan.keys()].sort((a, b) => b.length - a.length).join('|'), 'g')

/** `term` is folded, its words separated by single spaces. */
export const synonyms = (term: string): readonly string[] => synonymsOf.get(term) ?? []

/** All terms that have synonyms and stand in a run of characters, the longest first. */
export function termsWithSynonyms(run: string): string[] {
  const found: string[] = []
  for (let start = 0; start < run.length; start++)
    for (let length = Math.min(12, run.length - start); length >= 2; length--) {
      const term = run.slice(start, start + length)
      if (!synonymsOf.has(term)) continue
      found.push(term)
      start += length - 1
      break
    }
  return found
}

/** The run in the mainland's words; itself where it has none of Taiwan's. */
export const inMainlandWords = (run: string): string => run.replace(TAIWAN_WORD, (word) => taiwan.get(word) ?? word)
